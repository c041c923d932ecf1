import {
  abs,
  add,
  argMax,
  cast,
  clipByValue,
  concat,
  cumsum,
  div,
  elu,
  equal,
  erf,
  floor,
  gather,
  greater,
  less,
  logicalAnd,
  logicalNot,
  matMul,
  max,
  maximum,
  mean,
  min,
  minimum,
  mod,
  mul,
  neg,
  oneHot,
  pad,
  pow,
  prod,
  relu,
  reshape,
  reverse,
  round,
  sigmoid,
  sign,
  sin,
  slice,
  softplus,
  sqrt,
  square,
  squaredDifference,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  tanh,
  tile,
  transpose,
  unstack,
  type Variable,
  where,
} from "@tensorflow/tfjs-core";
import { dropout } from "../../../src/tensor/dropout.ts";
import { layerNorm } from "../../../src/tensor/layer-norm.ts";
import { logSumExp } from "../../../src/tensor/log-sum-exp.ts";
import { randomNormal } from "../../../src/tensor/random.ts";
import { logSoftmax, softmax } from "../../../src/tensor/softmax.ts";

/** One step of a random function: an op, which earlier results it takes, and a number for its attributes. */
export interface Node {
  readonly op: number;
  readonly first: number;
  readonly second: number;
  readonly choice: number;
}

/** What a random function takes besides tensors. */
export interface Sources {
  /** int32; entries outside an axis are limited to it. */
  readonly indices: Tensor1D;
  readonly stream: Variable;
}

type Op = (x: Tensor, y: Tensor, choice: number, sources: Sources) => Tensor;

const axisOf = ({ rank }: Tensor, choice: number): number => (rank === 0 ? 0 : choice % rank);
/** x with at least one axis. */
const array = (x: Tensor): Tensor => (x.rank === 0 ? reshape(x, [1]) : x);
const matrix = (x: Tensor): Tensor => reshape(x, [-1, x.shape.at(-1) ?? 1]);

/** The second operand as one that broadcasts with the first: itself, its row means, or its mean. */
function partner(x: Tensor, y: Tensor): Tensor {
  const fits = y.shape.every((size, i) => {
    const other = x.shape[i - y.rank + x.rank] ?? 1;
    return size === other || size === 1 || other === 1;
  });
  return fits ? y : mean(y);
}

const unary: Op[] = [abs, elu, erf, floor, neg, relu, round, sigmoid, sign, sin, softplus, square, tanh].map(
  (op) => (x) => op(x),
);

const binary: Op[] = [
  add,
  sub,
  mul,
  maximum,
  minimum,
  squaredDifference,
  (x: Tensor, y: Tensor) => div(x, add(square(y), 1)),
  (x: Tensor, y: Tensor) => mod(x, add(square(y), 1)),
  (x: Tensor, y: Tensor) => pow(add(abs(x), 0.5), tanh(y)),
  (x: Tensor, y: Tensor) => where(greater(x, y), x, neg(y)),
  (x: Tensor, y: Tensor) => cast(logicalAnd(less(x, y), logicalNot(equal(x, 0))), "float32"),
].map((op) => (x, y) => op(x, partner(x, y)));

const reductions: Op[] = [sum, mean, max, min, prod].map(
  (op) => (x, _, choice) => op(x, x.rank === 0 ? undefined : [axisOf(x, choice)], choice % 2 === 0),
);

const shaping: Op[] = [
  (x) => transpose(x),
  (x, _, choice) => reverse(array(x), axisOf(array(x), choice)),
  (x, _, choice) => concat([array(x), neg(array(x))], axisOf(array(x), choice)),
  (x, _, choice) => stack([x, square(x)], choice % (x.rank + 1)),
  (x, _, choice) => unstack(array(x), axisOf(array(x), choice))[0]!,
  (x, _, choice) =>
    pad(
      array(x),
      array(x).shape.map((): [number, number] => [choice % 2, 1]),
      choice / 8,
    ),
  (x, _, choice) =>
    tile(
      array(x),
      array(x).shape.map((_, axis) => (axis === axisOf(x, choice) ? 2 : 1)),
    ),
  (x) =>
    slice(
      array(x),
      array(x).shape.map((size) => Math.floor(size / 2)),
    ),
  (x, _, choice) => cumsum(array(x), axisOf(array(x), choice), choice % 2 === 0, choice % 3 === 0),
];

const selecting: Op[] = [
  (x, _, choice, { indices }) => {
    const [whole, axis] = [array(x), axisOf(array(x), choice)];
    return gather(whole, clipByValue(indices, 0, whole.shape[axis]! - 1), axis);
  },
  (x) => cast(oneHot(argMax(array(x), -1), Math.max(2, array(x).shape.at(-1)!)), "float32"),
  (x, _, choice) => clipByValue(x, -choice / 4, choice / 3),
  (x) => cast(cast(clipByValue(x, -100, 100), "int32"), "float32"),
];

const networks: Op[] = [
  (x) => matMul(matrix(x), matrix(x), true, false),
  (x) => softmax(array(x)),
  (x) => logSoftmax(array(x)),
  (x) => logSumExp(matrix(x)),
  (x) => layerNorm(array(x)),
  (x, _, choice, { stream }) => dropout(x, (choice % 4) / 4, stream),
  (x, _, __, { stream }) => add(x, randomNormal(stream, x.shape)),
  (x) => sqrt(add(square(x), 1)),
];

const ops: readonly Op[] = [...unary, ...binary, ...shaping, ...selecting, ...networks, ...reductions];

/** How many ops a node can choose from. */
export const opCount = ops.length;

/** Those of them, the first, that have gradients: all but the product. */
export const differentiableOpCount = opCount - 1;

const LARGEST = 256;

/** The last result of a random function; a large one goes on as its sums. */
export function evaluateGraph(graph: readonly Node[], inputs: readonly Tensor[], sources: Sources): Tensor {
  const results = [...inputs];
  for (const { op, first, second, choice } of graph) {
    const [x, y] = [results[first % results.length]!, results[second % results.length]!];
    const result = ops[op]!(x, y, choice, sources);
    results.push(result.size > LARGEST ? sum(result, 0) : result);
  }
  return results.at(-1)!;
}
