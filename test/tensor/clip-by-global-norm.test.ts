import { memory, type Tensor, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { clipByGlobalNorm } from "../../src/tensor/clip-by-global-norm.ts";
import { init } from "../../src/tensor/init.ts";
import { deviations } from "./deviations.ts";
import { array } from "./draw.ts";
import { entriesOf, vectorOf } from "./entries.ts";
import { replayProblem } from "./replay.ts";

await init();

test("by hand: (2, −4) and (4) have the norm 6; within 3 they are (1, −2) and (2)", () => {
  const { gradients, norm } = clipByGlobalNorm([tensor1d([2, -4]), tensor1d([4])], 3);
  expect(entriesOf(norm)).toEqual([6]);
  expect(norm.shape).toEqual([]);
  expect(gradients.map(entriesOf)).toEqual([[1, -2], [2]]);
});

test.for([0.1, 1, 7])(
  "gradients of several shapes within the norm %d: right within 1e-6 of float64",
  (limit) => {
    const stream = randomStream(0, "several");
    const gradients = [[], [1], [5], [3, 7], [2, 0], [2, 3, 4]].map((shape) => array(stream, shape));
    const size = Math.hypot(...gradients.flatMap(entriesOf));
    const clipped = clipByGlobalNorm(gradients, limit);
    expect(deviations("norm", entriesOf(clipped.norm), [size], 1e-7)).toEqual([]);
    for (const [i, gradient] of gradients.entries()) {
      const expected = entriesOf(gradient).map((x) => x * Math.min(1, limit / size));
      expect(clipped.gradients[i]!.shape).toEqual(gradient.shape);
      expect(deviations("gradient", entriesOf(clipped.gradients[i]!), expected, 1e-6)).toEqual([]);
    }
  },
);

test("gradients within the limit keep their bits, of norm 0 too", () => {
  for (const entries of [
    [0.1, -0.3, 2 ** -149, -0],
    [0, -0],
  ]) {
    expect(clipByGlobalNorm([tensor1d(entries)], 1).gradients.map(entriesOf)).toEqual([
      entries.map(Math.fround),
    ]);
  }
});

test("squares that float32 does not hold count: 3e30 and 4e30 have the norm 5e30, and as much below 1", () => {
  for (const unit of [1e30, 1e-30]) {
    const { norm, gradients } = clipByGlobalNorm([tensor1d([3 * unit, 4 * unit])], unit);
    expect(deviations("norm", [entriesOf(norm)[0]! / unit], [5], 1e-6)).toEqual([]);
    expect(
      deviations(
        "gradient",
        entriesOf(gradients[0]!).map((x) => x / unit),
        [0.6, 0.8],
        1e-6,
      ),
    ).toEqual([]);
  }
});

test("a NaN or an infinity makes all of them NaN: none is a 0 that looks like a gradient", () => {
  const nans = clipByGlobalNorm([tensor1d([1, Number.NaN]), tensor1d([2])], 1);
  expect(nans.gradients.flatMap(entriesOf)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  const infinite = clipByGlobalNorm([tensor1d([Number.POSITIVE_INFINITY])], 1);
  expect(entriesOf(infinite.gradients[0]!)).toEqual([Number.NaN]);
  const beside = clipByGlobalNorm([tensor1d([1]), tensor1d([Number.NEGATIVE_INFINITY, 0])], 1);
  expect(beside.gradients.flatMap(entriesOf)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect(entriesOf(beside.norm)).toEqual([Number.POSITIVE_INFINITY]);
});

test("gradients that share their data are each scaled once, and stay what they were", () => {
  const x = vectorOf([3]);
  const { gradients } = clipByGlobalNorm([x, x.clone()], Math.sqrt(18) / 3);
  expect(deviations("gradients", gradients.flatMap(entriesOf), [1, 1], 1e-6)).toEqual([]);
  expect(entriesOf(x)).toEqual([3]);
});

test("a captured call computes anew from new inputs, and no tensor is left but the results", () => {
  const x = tensor1d([3, 4]);
  for (const part of [0, 1]) {
    const call = (): Tensor => {
      const { gradients, norm } = clipByGlobalNorm([x], 2);
      return part === 0 ? gradients[0]! : norm;
    };
    expect(replayProblem(x, [30 + part, -40], call)).toBeUndefined();
  }
  const before = memory().numTensors;
  clipByGlobalNorm([x, zeros([0])], 1);
  // zeros, two gradients and the norm
  expect(memory().numTensors).toBe(before + 4);
});

const gone = tensor1d([1]);
gone.dispose();

test.for([
  { gradients: [], limit: 1, problem: "clipByGlobalNorm needs at least one gradient" },
  { gradients: [tensor1d([1])], limit: 0, problem: "maximumNorm must be a positive number" },
  {
    gradients: [tensor1d([1]), tensor1d([1], "int32")],
    limit: 1,
    problem: "gradient 1 must be float32; got int32",
  },
  { gradients: [gone], limit: 1, problem: "gradient 0 of clipByGlobalNorm has been disposed" },
])("refused: $problem", ({ gradients, limit, problem }) => {
  expect(() => clipByGlobalNorm(gradients, limit)).toThrow(problem);
});
