import { prelu, tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { init } from "../../src/tensor/init.ts";
import { differences } from "./differences.ts";
import { array } from "./draw.ts";
import { entriesOf, vectorOf } from "./entries.ts";
import { combine } from "./reference/shaped.ts";
import { replayProblem } from "./replay.ts";
import { gradientsOf } from "./tape.ts";

await init();

const pairs: [x: number[], alpha: number[]][] = [
  [[], []],
  [[5], []],
  [[2, 3], [3]],
  [
    [2, 3, 4],
    [3, 1],
  ],
];

test.for(pairs)(
  "prelu of [%s] with alpha [%s]: value within 2e-6, gradients within 1e-4",
  ([shape, alphas]) => {
    const stream = randomStream(0, `prelu ${shape} ${alphas}`);
    const [x, alpha] = [array(stream, shape), array(stream, alphas)];
    const reference = (xs: number[], slopes: number[]) => [
      ...combine((a, b) => (a > 0 ? a : b * a), { shape, entries: xs }, { shape: alphas, entries: slopes })
        .entries,
    ];
    expect(differences([x, alpha], () => prelu(x, alpha), reference)).toEqual([]);
  },
);

test("at 0 the gradient is alpha, and a NaN stays", () => {
  const [x, alpha] = [vectorOf([0, Number.NaN]), vectorOf([0.25, 0.25])];
  expect(entriesOf(prelu(x, alpha))).toEqual([0, Number.NaN]);
  expect(gradientsOf([x], () => prelu(x, alpha))).toEqual([[0.25, 0.25]]);
});

test("an alpha that changes in place is noticed, as tfjs's own would not, and a replay sees it too", () => {
  const [x, alpha] = [tensor1d([-1, 2]), tensor1d([0.5, 0.5])];
  expect(entriesOf(prelu(x, alpha))).toEqual([-0.5, 2]);
  acceleratedBackend().floats(alpha).set([2, 2]);
  expect(entriesOf(prelu(x, alpha))).toEqual([-2, 2]);
  expect(replayProblem(alpha, [3, 3], () => prelu(x, alpha))).toBeUndefined();
});

test("where x is positive the gradient in alpha is 0 whatever comes from upstream, and a NaN stays", () => {
  const [x, alpha] = [tensor1d([3, -2, Number.NaN]), vectorOf([0.5, 0.5, 0.5])];
  const upstream = Float32Array.of(Number.POSITIVE_INFINITY, 4, 1);
  expect(gradientsOf([alpha], () => prelu(x, alpha), upstream)).toEqual([[0, -8, Number.NaN]]);
});
