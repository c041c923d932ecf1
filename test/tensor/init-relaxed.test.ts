import { matMul, tensor2d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import "../relaxed-simd.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf } from "./entries.ts";

test("a relaxed start computes, is waited for by a call that does not mind, and refuses one that wants strict kernels", async () => {
  const started = init({ relaxed: true });
  expect(init()).toBe(started);
  expect(init({ relaxed: true })).toBe(started);
  await expect(init({ relaxed: false })).rejects.toThrow(
    new Error(
      "init was called with relaxed: false, but the kernels that run were started with relaxed: true;" +
        " one process has one kind",
    ),
  );
  await started;
  expect(entriesOf(matMul(tensor2d([[1, 2]]), tensor2d([[3], [4]])))).toEqual([11]);
});
