import { memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { evaluate, evaluateOne } from "../../src/networks/evaluate.ts";
import { mlp } from "../../src/networks/mlp.ts";
import { init } from "../../src/tensor/init.ts";
import { normals } from "../kernels/draw.ts";

await init();

const network = mlp("the network", [3, 8, 2], randomStream(0, "network"));
const observations = normals(randomStream(0, "observations"), 15);

test("rows of outputs, each the one that its observation gives alone, to the bit", () => {
  const outputs = evaluate(network, observations);
  expect(outputs).toHaveLength(10);
  for (let row = 0; row < 5; row++) {
    const alone = evaluateOne(network, observations.subarray(3 * row, 3 * row + 3));
    expect(alone).toEqual(outputs.subarray(2 * row, 2 * row + 2));
  }
});

test("no observations give no outputs", () => {
  expect(evaluate(network, new Float32Array(0))).toEqual(new Float32Array(0));
});

test("the outputs are a copy, which later evaluations do not write to", () => {
  const outputs = evaluate(network, observations);
  const before = outputs.slice();
  evaluate(
    network,
    observations.map((x) => -x),
  );
  expect(outputs).toEqual(before);
});

test("no tensor stays", () => {
  const before = memory();
  evaluate(network, observations);
  evaluateOne(network, observations.subarray(0, 3));
  expect(memory()).toEqual(before);
});

test("a part of a row is refused by name, rule and value, and no tensor stays", () => {
  const before = memory();
  expect(() => evaluate(network, new Float32Array(7))).toThrow(
    new RangeError("observations must have 3 numbers a row; got 7 in all"),
  );
  expect(memory()).toEqual(before);
});

test.for([0, 2, 6])("%d numbers are not one observation of 3", (length) => {
  expect(() => evaluateOne(network, new Float32Array(length))).toThrow(
    new RangeError(`an observation must have 3 numbers; got ${length}`),
  );
});

test("observations that are no Float32Array are refused by the type that was got, and no tensor stays", () => {
  const before = memory();
  const wide = new Float64Array(3);
  const list = [1, 2, 3];
  // @ts-expect-error: the compiler refuses it too
  expect(() => evaluate(network, wide)).toThrow(
    new TypeError("observations must be a Float32Array; got Float64Array"),
  );
  // @ts-expect-error: the compiler refuses it too
  expect(() => evaluate(network, list)).toThrow(
    new TypeError("observations must be a Float32Array; got Array"),
  );
  // @ts-expect-error: the compiler refuses it too
  expect(() => evaluateOne(network, wide)).toThrow(
    new TypeError("an observation must be a Float32Array; got Float64Array"),
  );
  // @ts-expect-error: the compiler refuses it too
  expect(() => evaluateOne(network, list)).toThrow(
    new TypeError("an observation must be a Float32Array; got Array"),
  );
  expect(memory()).toEqual(before);
});
