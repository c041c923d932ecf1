import { type Rank, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { gaussianKl } from "../../src/tensor/gaussian-kl.ts";
import { init } from "../../src/tensor/init.ts";
import { type Expected, loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { gaussianKl as reference } from "../kernels/reference/gaussian.ts";
import { rows } from "../kernels/reference/rows.ts";
import { differences } from "./differences.ts";
import { matrix } from "./draw.ts";
import { entriesOf, matrixOf, zerosAs } from "./entries.ts";
import { matrixShapes } from "./matrix-shapes.ts";
import { gradientsOf } from "./tape.ts";

await init();

const inputNames = ["mean", "logStd", "priorMean", "priorLogStd"] as const;
type InputName = (typeof inputNames)[number];

interface Case {
  name: string;
  input: Record<InputName, number[][]>;
  gradient: Record<InputName, Expected>;
}

const golden = loadVectors<{ cases: Case[]; tolerance: { gradient: Tolerance } }>("gaussian-kl");

function referenceOf(columns: number) {
  return (...inputs: number[][]): number[] => {
    const [means, logStds, priorMeans, priorLogStds] = inputs.map((entries) => rows(entries, columns));
    return means!.map((mean, i) =>
      reference({ mean, logStd: logStds![i]! }, { mean: priorMeans![i]!, logStd: priorLogStds![i]! }),
    );
  };
}

test.for(matrixShapes)(
  "gaussianKl of [%d, %d]: value within 2e-6, all four gradients within 1e-4 of float64",
  (shape) => {
    const stream = randomStream(0, `${shape}`);
    const [mean, priorMean] = [matrix(stream, [...shape]), matrix(stream, [...shape])];
    const [logStd, priorLogStd] = [matrix(stream, [...shape], 0.5), matrix(stream, [...shape], 0.5)];
    const variables = [mean, logStd, priorMean, priorLogStd];
    const evaluate = () => gaussianKl({ mean, logStd }, { mean: priorMean, logStd: priorLogStd });
    expect(differences(variables, evaluate, referenceOf(shape[1]))).toEqual([]);
  },
);

test("one mean for both Gaussians gets the sum of its two gradients, which is 0", () => {
  const stream = randomStream(0, "shared");
  const mean = matrix(stream, [3, 2]);
  const [logStd, priorLogStd] = [matrix(stream, [3, 2]), matrix(stream, [3, 2])];
  const evaluate = () => gaussianKl({ mean, logStd }, { mean, logStd: priorLogStd });
  expect(gradientsOf([mean], evaluate)).toEqual([new Array(6).fill(0)]);
});

test.for(golden.cases)(
  "golden $name: the gradients through the tape within the tolerance of the file",
  ({ name, input, gradient }) => {
    const variables = inputNames.map((key) => matrixOf(input[key]));
    const [mean, logStd, priorMean, priorLogStd] = variables;
    const prior = { mean: priorMean!, logStd: priorLogStd! };
    const got = gradientsOf(variables, () => gaussianKl({ mean: mean!, logStd: logStd! }, prior));
    for (const [i, key] of inputNames.entries()) {
      const problems = mismatches(`${name}, ${key}`, got[i]!, gradient[key], golden.tolerance.gradient);
      expect(problems).toEqual([]);
    }
  },
);

test("equal Gaussians have the divergence 0 exactly", () => {
  const stream = randomStream(0, "equal");
  const gaussians = { mean: matrix(stream, [5, 3]), logStd: matrix(stream, [5, 3]) };
  expect(entriesOf(gaussianKl(gaussians, gaussians))).toEqual([0, 0, 0, 0, 0]);
});

test("what does not fit is refused by name", () => {
  const gaussians = { mean: zeros<Rank.R2>([2, 3]), logStd: zeros<Rank.R2>([2, 3]) };
  expect(() => gaussianKl({ ...gaussians, mean: zerosAs([3]) }, gaussians)).toThrow(
    new RangeError("mean must have rank 2; got the shape [3]"),
  );
  expect(() => gaussianKl({ ...gaussians, logStd: zerosAs([2, 1]) }, gaussians)).toThrow(
    new RangeError("mean and logStd must have the same shape; got [2,3] and [2,1]"),
  );
  expect(() => gaussianKl(gaussians, { ...gaussians, mean: zerosAs([1, 3]) })).toThrow(
    new RangeError("mean and prior.mean must have the same shape; got [2,3] and [1,3]"),
  );
  expect(() => gaussianKl(gaussians, { ...gaussians, logStd: zerosAs([3]) })).toThrow(
    new RangeError("mean and prior.logStd must have the same shape; got [2,3] and [3]"),
  );
  expect(() => gaussianKl(gaussians, { ...gaussians, logStd: zeros([2, 3], "int32") })).toThrow(
    new TypeError("priorLogStd must be float32; got int32"),
  );
});
