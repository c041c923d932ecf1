import {
  clipByValue,
  greater,
  greaterEqual,
  less,
  logicalAnd,
  logicalNot,
  mul,
  tensor,
  tensor1d,
  where,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { differences } from "../differences.ts";
import { array } from "../draw.ts";
import { vectorOf } from "../entries.ts";
import { sizeOf } from "../reference/shaped.ts";
import { replayProblem } from "../replay.ts";
import { gradientsOf, gradientTensor } from "../tape.ts";

await init();

const shapes = [[1], [5], [3, 1], [2, 3, 4]];

test.for(shapes)("where of the shape %j: gradients in both branches within 1e-4 of float64", (shape) => {
  const stream = randomStream(0, `${shape}`);
  const [a, b] = [array(stream, [...shape]), array(stream, [...shape])];
  const isFirst = Array.from({ length: sizeOf(shape) }, () => stream.integer(2) === 1);
  const condition = tensor(isFirst, [...shape], "bool");
  const reference = (as: number[], bs: number[]) => as.map((x, i) => (isFirst[i]! ? x : bs[i]!));
  expect(differences([a, b], () => where(condition, a, b), reference)).toEqual([]);
  const swapped = () => where(logicalNot(condition), b, a);
  expect(differences([a, b], swapped, reference)).toEqual([]);
});

test("one tensor as both branches gets the whole gradient", () => {
  const x = vectorOf([1, 2]);
  expect(gradientsOf([x], () => where(tensor1d([1, 0], "bool"), x, x))).toEqual([[1, 1]]);
});

test("a branch that is not taken gets exactly 0", () => {
  const x = vectorOf([1, 2, 3]);
  const taken = tensor1d([0, 1, 0], "bool");
  expect(gradientsOf([x], () => where(taken, x, zeros([3])))).toEqual([[0, 1, 0]]);
});

test("a branch that is not taken gets 0, even where infinity or a NaN comes from upstream", () => {
  const [x, y] = [vectorOf([1, 2]), vectorOf([3, 4])];
  const condition = tensor1d([1, 0], "bool");
  const upstream = Float32Array.of(Infinity, Number.NaN);
  expect(gradientsOf([x, y], () => where(condition, x, y), upstream)).toEqual([
    [Infinity, 0],
    [0, Number.NaN],
  ]);
});

test("the gradients of where and clipByValue can be replayed", () => {
  const x = vectorOf([-1, 0, 2, 5]);
  const call = () => gradientTensor(x, () => clipByValue(where(greater(x, 1), mul(x, x), x), -0.5, 10));
  expect(replayProblem(x, [3, 3, -1, 0.5], call)).toBeUndefined();
});

test.for(shapes)("clipByValue of the shape %j: gradient within 1e-4 of float64", (shape) => {
  const x = array(randomStream(0, `${shape}`), [...shape]);
  const reference = (entries: number[]) => entries.map((entry) => Math.min(Math.max(entry, -0.7), 0.4));
  expect(differences([x], () => clipByValue(x, -0.7, 0.4), reference)).toEqual([]);
});

test("a value at a limit of clipByValue passes its gradient, one beyond does not", () => {
  const x = vectorOf([-2, -1, 0, 1, 2]);
  expect(gradientsOf([x], () => clipByValue(x, -1, 1))).toEqual([[0, 1, 1, 1, 0]]);
});

test("the gradient of clipByValue passes at a NaN, and stays NaN where it comes as one", () => {
  const x = vectorOf([Number.NaN, 0, 5]);
  expect(gradientsOf([x], () => clipByValue(x, -1, 1), Float32Array.of(3, 4, 5))).toEqual([[3, 4, 0]]);
  expect(gradientsOf([x], () => mul(clipByValue(x, -1, 1), x))[0]![0]).toBeNaN();
});

test("a condition made from the branches passes the gradient through the branches alone", () => {
  const x = vectorOf([-1, 0, 2, 5]);
  const isSmall = () => logicalNot(greater(x, 1));
  expect(gradientsOf([x], () => where(isSmall(), x, mul(x, 10)))).toEqual([[1, 1, 10, 10]]);
  const isBetween = () => logicalAnd(greaterEqual(x, 0), less(x, 3));
  expect(gradientsOf([x], () => where(isBetween(), mul(x, x), mul(x, 7)))).toEqual([[7, 0, 4, 7]]);
});

test("a condition and a branch that are broadcast get the sum over what they were broadcast along", () => {
  const [row, single] = [vectorOf([-1, 2]), vectorOf([5])];
  const upstream = Float32Array.of(1, 10, 100, 1000);
  const condition = tensor([true, false], [2, 1], "bool");
  expect(gradientsOf([row, single], () => where(condition, row, single), upstream)).toEqual([
    [1, 10],
    [1100],
  ]);
});
