import {
  isFinite as areFinite,
  isNaN as areNaN,
  argMax,
  argMin,
  cast,
  ceil,
  equal,
  floor,
  greater,
  greaterEqual,
  isInf,
  less,
  lessEqual,
  logicalAnd,
  logicalOr,
  logicalXor,
  mul,
  notEqual,
  oneHot,
  onesLike,
  round,
  sign,
  step,
  type Tensor,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { array } from "../draw.ts";
import { vectorOf } from "../entries.ts";
import { sizeOf } from "../reference/shaped.ts";
import { gradientsOf } from "../tape.ts";

await init();

const comparisons: { name: string; op(a: Tensor, b: Tensor): Tensor }[] = [
  { name: "equal", op: equal },
  { name: "notEqual", op: notEqual },
  { name: "greater", op: greater },
  { name: "greaterEqual", op: greaterEqual },
  { name: "less", op: less },
  { name: "lessEqual", op: lessEqual },
];
const connectives: { name: string; op(a: Tensor, b: Tensor): Tensor }[] = [
  { name: "logicalAnd", op: logicalAnd },
  { name: "logicalOr", op: logicalOr },
  { name: "logicalXor", op: logicalXor },
];
const operandShapes: [a: number[], b: number[]][] = [
  [[3], [3]],
  [[2, 3], [3]],
  [[], [2, 3]],
];

/** Zeros for every entry of both operands. */
function noGradients(shapePair: [number[], number[]]): number[][] {
  return shapePair.map((shape) => new Array(sizeOf(shape)).fill(0));
}

test.for(comparisons.flatMap((each) => operandShapes.map((shapePair) => ({ ...each, shapePair }))))(
  "$name of $shapePair is a constant: both gradients are 0",
  ({ op, shapePair }) => {
    const stream = randomStream(0, `${shapePair}`);
    const [a, b] = [array(stream, shapePair[0]), array(stream, shapePair[1])];
    const gradients = gradientsOf([a, b], () => cast(op(a, b), "float32"));
    expect(gradients).toEqual(noGradients(shapePair));
  },
);

test.for(connectives.flatMap((each) => operandShapes.map((shapePair) => ({ ...each, shapePair }))))(
  "$name of comparisons $shapePair is a constant: both gradients are 0",
  ({ op, shapePair }) => {
    const stream = randomStream(0, `${shapePair}`);
    const [a, b] = [array(stream, shapePair[0]), array(stream, shapePair[1])];
    const gradients = gradientsOf([a, b], () => cast(op(greater(a, 0), less(b, 0.5)), "float32"));
    expect(gradients).toEqual(noGradients(shapePair));
  },
);

const roundings: { name: string; op(x: Tensor): Tensor }[] = [
  { name: "argMax", op: (x) => argMax(x, 0) },
  { name: "argMin", op: (x) => argMin(x, 0) },
  { name: "ceil", op: ceil },
  { name: "floor", op: floor },
  { name: "isFinite", op: areFinite },
  { name: "isInf", op: isInf },
  { name: "isNaN", op: areNaN },
  { name: "round", op: round },
  { name: "sign", op: sign },
  { name: "step", op: step },
  { name: "onesLike", op: onesLike },
  { name: "zerosLike", op: zerosLike },
];

test.for(roundings)(
  "$name is a constant: its gradient is 0, and that of what it multiplies is its value",
  ({ op }) => {
    const x = vectorOf([-1.5, 0.25, 3]);
    expect(gradientsOf([x], () => cast(op(x), "float32"))).toEqual([[0, 0, 0]]);
    const constant = Number(op(x).dataSync()[0]);
    const factor = () => cast(op(x), "float32");
    const [first] = gradientsOf([x], () => mul(x, factor()));
    expect(first![0]).toBe(constant);
  },
);

test("x where it is positive, by a comparison as a factor, has the gradient of relu", () => {
  const x = vectorOf([-1, 0, 2]);
  expect(gradientsOf([x], () => mul(cast(greater(x, 0), "float32"), x))).toEqual([[0, 0, 1]]);
});

test("through the one-hot vector of the best action nothing passes, and the rest of the loss is differentiated", () => {
  const values = vectorOf([1, 3, 2]);
  const chosen = () => mul(values, cast(oneHot(argMax(values), 3), "float32"));
  expect(gradientsOf([values], chosen)).toEqual([[0, 1, 0]]);
});
