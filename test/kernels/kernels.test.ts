import { expect, test } from "vitest";
import { exp } from "../../src/kernels/elementary.ts";
import { createKernels } from "../../src/kernels/kernels.ts";

test("results outlive later calls, and the arguments stay as they were", async () => {
  const kernels = await createKernels();
  const x = Float32Array.of(0, 1);
  const first = exp(kernels, x);
  exp(kernels, Float32Array.of(5, 6, 7));
  expect(first[0]).toBe(1);
  expect([...x]).toEqual([0, 1]);
});

test("the memory grows for large arrays, and small ones work after that", async () => {
  const kernels = await createKernels();
  const large = exp(kernels, new Float32Array(1_000_000));
  expect(large.every((y) => y === 1)).toBe(true);
  expect([...exp(kernels, Float32Array.of(0))]).toEqual([1]);
});

test("each call starts with an empty arena", async () => {
  const { run } = await createKernels();
  const address = () => run((_, arena) => arena.reserve(100).address);
  expect(address()).toBe(address());
});

test("what a call returns or throws comes through", async () => {
  const { run } = await createKernels();
  expect(run(() => "result")).toBe("result");
  expect(() =>
    run(() => {
      throw new Error("inside");
    }),
  ).toThrow("inside");
});
