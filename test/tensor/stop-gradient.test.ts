import { memory, mul, square, tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { init } from "../../src/tensor/init.ts";
import { stopGradient } from "../../src/tensor/stop-gradient.ts";
import { entriesOf, vectorOf } from "./entries.ts";
import { gradientsOf } from "./tape.ts";

await init();

test("what stands behind it is a constant: d(x · stop(x²)) is stop(x²) exactly", () => {
  const x = vectorOf([1, -2, 3]);
  expect(gradientsOf([x], () => mul(x, stopGradient(square(x))))).toEqual([[1, 4, 9]]);
});

test("a function of nothing else has no gradient, which tfjs reports", () => {
  const x = vectorOf([1, -2, 3]);
  expect(() => gradientsOf([x], () => stopGradient(x))).toThrow(
    /Cannot find a connection between any variable and the result of the loss function/,
  );
});

test("it shares the data, which live until both are disposed", () => {
  const x = tensor1d([1, 2, 3]);
  const before = memory();
  const constant = stopGradient(x);
  expect(memory().numDataBuffers).toBe(before.numDataBuffers);
  expect(memory().numTensors).toBe(before.numTensors + 1);
  x.dispose();
  expect(entriesOf(constant)).toEqual([1, 2, 3]);
  expect(memory().numDataBuffers).toBe(before.numDataBuffers);
  constant.dispose();
  expect(memory().numDataBuffers).toBe(before.numDataBuffers - 1);
});

test("type and shape stay", () => {
  const mask = tensor1d([1, 0], "bool");
  expect(stopGradient(mask)).toMatchObject({ dtype: "bool", shape: [2] });
});
