import { concat, mul, type Rank, reshape, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import {
  tanhGaussianLogProb,
  tanhGaussianLogProbOfAction,
  tanhGaussianSample,
} from "../../src/tensor/tanh-gaussian.ts";
import { rows } from "../kernels/reference/rows.ts";
import {
  tanhGaussianLogProb as logProbReference,
  tanhGaussianSample as sampleReference,
} from "../kernels/reference/tanh-gaussian.ts";
import { differences } from "./differences.ts";
import { matrix } from "./draw.ts";
import { entriesOf, matrixOf, zerosAs } from "./entries.ts";
import { matrixShapes } from "./matrix-shapes.ts";
import { gradientsOf } from "./tape.ts";

await init();

function draws([rowCount, columns]: readonly [number, number]) {
  const stream = randomStream(0, `${rowCount} ${columns}`);
  const draw = (scale: number) => matrix(stream, [rowCount, columns], scale);
  return { mean: draw(1), logStd: draw(0.5), noise: draw(1), preTanh: draw(1.5) };
}

/** Rows of a sample for flat inputs. */
function samples(mean: number[], logStd: number[], noise: number[], columns: number) {
  const [logStds, noises] = [rows(logStd, columns), rows(noise, columns)];
  return rows(mean, columns).map((row, i) => sampleReference({ mean: row, logStd: logStds[i]! }, noises[i]!));
}

test.for(matrixShapes)(
  "tanhGaussianSample of [%d, %d]: the gradients of each result alone and of all together within 1e-4 of float64",
  (shape) => {
    const { mean, logStd, noise } = draws(shape);
    const entries = entriesOf(noise);
    const sample = () => tanhGaussianSample({ mean, logStd }, noise);
    const reference = (means: number[], logStds: number[]) => samples(means, logStds, entries, shape[1]);
    const cases = [
      differences(
        [mean, logStd],
        () => sample().action,
        (...at) => reference(at[0]!, at[1]!).flatMap(({ action }) => action),
      ),
      differences(
        [mean, logStd],
        () => sample().preTanh,
        (...at) => reference(at[0]!, at[1]!).flatMap(({ preTanh }) => preTanh),
      ),
      differences(
        [mean, logStd],
        () => sample().logProb,
        (...at) => reference(at[0]!, at[1]!).map(({ logProb }) => logProb),
      ),
      differences(
        [mean, logStd],
        () => {
          const { action, preTanh, logProb } = sample();
          return concat([reshape(action, [-1]), reshape(preTanh, [-1]), logProb]);
        },
        (...at) => {
          const all = reference(at[0]!, at[1]!);
          const [actions, values] = [all.flatMap((each) => each.action), all.flatMap((each) => each.preTanh)];
          return [...actions, ...values, ...all.map((each) => each.logProb)];
        },
      ),
    ];
    expect(cases).toEqual([[], [], [], []]);
  },
);

test("the noise of a sample is a constant: its gradient is 0, and that of the mean the same as if it stood alone", () => {
  const { mean, logStd, noise } = draws([2, 3]);
  const results = ["action", "preTanh", "logProb"] as const;
  for (const result of results) {
    const alone = gradientsOf([mean, noise], () => tanhGaussianSample({ mean, logStd }, noise)[result]);
    expect(alone[1]).toEqual([0, 0, 0, 0, 0, 0]);
    const values = entriesOf(mean);
    const constant = matrixOf(
      rows(
        values.map((value) => 2 * value),
        3,
      ),
    );
    const [expected] = gradientsOf([mean], () => tanhGaussianSample({ mean, logStd }, constant)[result]);
    const made = gradientsOf([mean], () => tanhGaussianSample({ mean, logStd }, mul(mean, 2))[result]);
    expect(made).toEqual([expected]);
  }
});

/** Log-densities of rows for flat inputs. */
function logProbs(preTanh: number[], mean: number[], logStd: number[], columns: number): number[] {
  const [means, logStds] = [rows(mean, columns), rows(logStd, columns)];
  return rows(preTanh, columns).map((row, i) =>
    logProbReference(row, { mean: means[i]!, logStd: logStds[i]! }),
  );
}

test.for(matrixShapes)(
  "tanhGaussianLogProb of [%d, %d]: value within 2e-6, gradients in u, mean and logStd within 1e-4 of float64",
  (shape) => {
    const { mean, logStd, preTanh } = draws(shape);
    const evaluate = () => tanhGaussianLogProb(preTanh, { mean, logStd });
    const reference = (u: number[], means: number[], logStds: number[]) =>
      logProbs(u, means, logStds, shape[1]);
    expect(differences([preTanh, mean, logStd], evaluate, reference)).toEqual([]);
  },
);

test.for(matrixShapes)(
  "tanhGaussianLogProbOfAction of [%d, %d]: gradients in action, mean and logStd within 1e-4 of float64",
  ([rowCount, columns]) => {
    const { mean, logStd, preTanh } = draws([rowCount, columns]);
    // nearer to ±1 central differences are no reference
    const actions = entriesOf(preTanh).map((u) => Math.tanh(u / 3));
    const action = matrixOf(rows(actions, columns));
    const evaluate = () => tanhGaussianLogProbOfAction(action, { mean, logStd });
    const reference = (a: number[], means: number[], logStds: number[]) =>
      logProbs(a.map(Math.atanh), means, logStds, columns);
    const allowed = { value: 4e-6, gradient: 1e-4 };
    expect(differences([action, mean, logStd], evaluate, reference, allowed)).toEqual([]);
  },
);

test("an action of ±1 has the log-density −Infinity, one beyond has none", () => {
  const gaussians = { mean: zeros<Rank.R2>([3, 1]), logStd: zeros<Rank.R2>([3, 1]) };
  const got = entriesOf(tanhGaussianLogProbOfAction(matrixOf([[1], [-1], [1.5]]), gaussians));
  expect(got).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]);
});

test("what does not fit is refused by name", () => {
  const fits = zeros<Rank.R2>([2, 3]);
  const gaussians = { mean: fits, logStd: fits };
  expect(() => tanhGaussianSample({ ...gaussians, mean: zerosAs([3]) }, fits)).toThrow(
    new RangeError("mean must have rank 2; got the shape [3]"),
  );
  expect(() => tanhGaussianSample(gaussians, zerosAs([2, 4]))).toThrow(
    new RangeError("mean and noise must have the same shape; got [2,3] and [2,4]"),
  );
  expect(() => tanhGaussianSample({ ...gaussians, logStd: zerosAs([2, 1]) }, fits)).toThrow(
    new RangeError("mean and logStd must have the same shape; got [2,3] and [2,1]"),
  );
  expect(() => tanhGaussianLogProb(zerosAs([2, 4]), gaussians)).toThrow(
    new RangeError("preTanh and mean must have the same shape; got [2,4] and [2,3]"),
  );
  expect(() => tanhGaussianLogProbOfAction(zerosAs([2, 4]), gaussians)).toThrow(
    new RangeError("action and mean must have the same shape; got [2,4] and [2,3]"),
  );
  expect(() => tanhGaussianLogProbOfAction(zeros([2, 3], "int32"), gaussians)).toThrow(
    new TypeError("action must be float32; got int32"),
  );
});
