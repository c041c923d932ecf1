import { zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { categoricalKl } from "../../src/tensor/categorical-kl.ts";
import { init } from "../../src/tensor/init.ts";
import { type Expected, loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { categoricalKl as reference } from "../kernels/reference/categorical.ts";
import { rows } from "../kernels/reference/rows.ts";
import { differences } from "./differences.ts";
import { matrix } from "./draw.ts";
import { matrixOf, zerosAs } from "./entries.ts";
import { matrixShapes } from "./matrix-shapes.ts";
import { gradientsOf } from "./tape.ts";

await init();

interface Direction {
  /** null in a row whose divergence is infinite. */
  gradientP: (number[] | null)[];
  gradientQ: (number[] | null)[];
}

interface Case {
  name: string;
  input: { pLogits: number[][]; qLogits: number[][] };
  klPQ: Direction;
  klQP: Direction;
}

const golden = loadVectors<{ cases: Case[]; tolerance: { gradient: Tolerance } }>("categorical-kl");

test.for(matrixShapes)(
  "categoricalKl of [%d, %d]: value within 2e-6, both gradients within 1e-4 of float64",
  (shape) => {
    const stream = randomStream(0, `${shape}`);
    const [p, q] = [matrix(stream, [...shape]), matrix(stream, [...shape])];
    const expected = (ps: number[], qs: number[]) => {
      const qRows = rows(qs, shape[1]);
      return rows(ps, shape[1]).map((row, i) => reference(row, qRows[i]!));
    };
    expect(differences([p, q], () => categoricalKl(p, q), expected)).toEqual([]);
  },
);

/** Largest finite |logit| of each row, once for every action. */
function largestLogits({ pLogits, qLogits }: Case["input"]): number[] {
  return pLogits.flatMap((row, i) => {
    const sizes = [...row, ...qLogits[i]!].map(Math.abs).filter(Number.isFinite);
    return row.map(() => Math.max(0, ...sizes));
  });
}

function flat(gradient: Direction["gradientP"], actions: number): Expected[] {
  return gradient.flatMap<Expected>((row) => row ?? new Array<null>(actions).fill(null));
}

test.for(golden.cases)(
  "golden $name: the gradients of both directions through the tape within the tolerance of the file",
  ({ name, input, klPQ, klQP }) => {
    const [p, q] = [matrixOf(input.pLogits), matrixOf(input.qLogits)];
    const sizes = { LargestFiniteLogit: largestLogits(input) };
    const directions = [
      { expected: klPQ, got: gradientsOf([p, q], () => categoricalKl(p, q)) },
      { expected: klQP, got: gradientsOf([p, q], () => categoricalKl(q, p)) },
    ];
    for (const { expected, got } of directions) {
      for (const [i, each] of [expected.gradientP, expected.gradientQ].entries()) {
        const limits = golden.tolerance.gradient;
        expect(mismatches(name, got[i]!, flat(each, p.shape[1]), limits, sizes)).toEqual([]);
      }
    }
  },
);

test("what does not fit is refused by name", () => {
  expect(() => categoricalKl(zerosAs([3]), zerosAs([3]))).toThrow(
    new RangeError("pLogits must have rank 2; got the shape [3]"),
  );
  expect(() => categoricalKl(zerosAs([2, 3]), zerosAs([3, 2]))).toThrow(
    new RangeError("pLogits and qLogits must have the same shape; got [2,3] and [3,2]"),
  );
  expect(() => categoricalKl(zerosAs([2, 3]), zeros([2, 3], "bool"))).toThrow(
    new TypeError("qLogits must be float32; got bool"),
  );
});
