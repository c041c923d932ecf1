import { zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { categoricalEntropy, gaussianEntropy } from "../../src/tensor/entropy.ts";
import { init } from "../../src/tensor/init.ts";
import { type Expected, loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { categoricalEntropy as categoricalReference } from "../kernels/reference/categorical.ts";
import { gaussianEntropy as gaussianReference } from "../kernels/reference/gaussian.ts";
import { rows } from "../kernels/reference/rows.ts";
import { differences } from "./differences.ts";
import { matrix } from "./draw.ts";
import { matrixOf, zerosAs } from "./entries.ts";
import { matrixShapes } from "./matrix-shapes.ts";
import { gradientsOf } from "./tape.ts";

await init();

type Case =
  | { name: string; kind: "categorical"; input: { logits: number[][] }; gradient: Expected }
  | { name: string; kind: "gaussian"; input: { logStd: number[][] }; gradient: Expected };

const golden = loadVectors<{ cases: Case[]; tolerance: { gradient: Tolerance } }>("entropy");

const ops = [
  { name: "categoricalEntropy", op: categoricalEntropy, row: categoricalReference },
  { name: "gaussianEntropy", op: gaussianEntropy, row: gaussianReference },
];

test.for(ops.flatMap((each) => matrixShapes.map((shape) => ({ ...each, shape }))))(
  "$name of [$shape]: value within 2e-6, gradient within 1e-4 of float64",
  ({ op, row, shape }) => {
    const x = matrix(randomStream(0, `${shape}`), shape);
    const expected = (entries: number[]) => rows(entries, shape[1]).map(row);
    expect(differences([x], () => op(x), expected)).toEqual([]);
  },
);

test.for(golden.cases)(
  "golden $name: the gradient through the tape within the tolerance of the file",
  (each) => {
    const isCategorical = each.kind === "categorical";
    const x = matrixOf(isCategorical ? each.input.logits : each.input.logStd);
    const [got] = gradientsOf([x], () => (isCategorical ? categoricalEntropy(x) : gaussianEntropy(x)));
    expect(mismatches(each.name, got!, each.gradient, golden.tolerance.gradient)).toEqual([]);
  },
);

test("what does not fit is refused by name", () => {
  expect(() => categoricalEntropy(zerosAs([3]))).toThrow(
    new RangeError("logits must have rank 2; got the shape [3]"),
  );
  expect(() => categoricalEntropy(zeros([2, 3], "int32"))).toThrow(
    new TypeError("logits must be float32; got int32"),
  );
  expect(() => gaussianEntropy(zerosAs([2, 3, 4]))).toThrow(
    new RangeError("logStd must have rank 2; got the shape [2,3,4]"),
  );
});
