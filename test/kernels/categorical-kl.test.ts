import { expect, test } from "vitest";
import { categoricalKl, categoricalKlGradient } from "../../src/kernels/categorical-kl.ts";
import { createKernels } from "../../src/kernels/kernels.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { type Expected, loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { normals } from "./draw.ts";
import * as reference from "./reference/categorical.ts";
import { numericGradient } from "./reference/numeric-gradient.ts";
import { rows } from "./reference/rows.ts";
import { total } from "./reference/total.ts";

interface Divergence {
  value: number[];
  gradientP: Expected[];
  gradientQ: Expected[];
}

interface Case {
  name: string;
  input: { pLogits: number[][]; qLogits: number[][] };
  klPQ: Divergence;
  klQP: Divergence;
}

const { cases, tolerance } = loadVectors<{
  cases: Case[];
  tolerance: Record<"value" | "gradient", Tolerance>;
}>("categorical-kl");
const kernels = await createKernels();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** A null row of a gradient stands for as many null entries. */
function entries(gradient: readonly Expected[], actions: number): Expected {
  return gradient.map((row) => row ?? new Array<null>(actions).fill(null));
}

test("the file of golden vectors has 26 cases", () => {
  expect(cases).toHaveLength(26);
});

const directions = cases.flatMap(({ name, input: { pLogits, qLogits }, klPQ, klQP }) => [
  { name: `${name}, p ‖ q`, from: pLogits, to: qLogits, expected: klPQ },
  // the gradients are named after the file's p and q, whichever comes first
  {
    name: `${name}, q ‖ p`,
    from: qLogits,
    to: pLogits,
    expected: { ...klQP, gradientP: klQP.gradientQ, gradientQ: klQP.gradientP },
  },
]);

test.for(directions)("golden $name: value and both gradients within the tolerance of the file", (each) => {
  const { name, from, to, expected } = each;
  const actions = from[0]!.length;
  const [p, q] = [Float32Array.from(from.flat()), Float32Array.from(to.flat())];
  const largest = from.map((row, i) =>
    Math.max(0, ...[...row, ...to[i]!].map(Math.abs).filter(Number.isFinite)),
  );
  const value = categoricalKl(kernels, p, q, actions);
  const rowSizes = { LargestFiniteLogit: largest };
  expect(mismatches(name, value, expected.value, tolerance.value, rowSizes)).toEqual([]);
  const sizes = { LargestFiniteLogit: largest.flatMap((size) => new Array<number>(actions).fill(size)) };
  const got = categoricalKlGradient(kernels, new Float32Array(from.length).fill(1), p, q, actions);
  const limits = tolerance.gradient;
  expect(mismatches(`${name}, p`, got.pLogits, entries(expected.gradientP, actions), limits, sizes)).toEqual(
    [],
  );
  expect(mismatches(`${name}, q`, got.qLogits, entries(expected.gradientQ, actions), limits, sizes)).toEqual(
    [],
  );
});

const p = [0.2, 0.3, 0.5];
const q = [0.1, 0.6, 0.3];

function klOf(pLogits: readonly number[], qLogits: readonly number[]): number {
  return categoricalKl(kernels, Float32Array.from(pLogits), Float32Array.from(qLogits), pLogits.length)[0]!;
}

test("KL([.2 .3 .5] ‖ [.1 .6 .3]) = .2 log 2 − .3 log 2 + .5 log 5/3 = 0.186098093827001 within 1e-6 relative", () => {
  const got = klOf(p.map(Math.log), q.map(Math.log));
  expect(mismatches("KL", [got], 0.186098093827001, { relative: 1e-6 })).toEqual([]);
});

test("KL([.1 .6 .3] ‖ [.2 .3 .5]) = −.1 log 2 + .6 log 2 − .3 log 5/3 = 0.193325903150175 within 1e-6 relative", () => {
  const got = klOf(q.map(Math.log), p.map(Math.log));
  expect(mismatches("KL", [got], 0.193325903150175, { relative: 1e-6 })).toEqual([]);
});

test.for([
  {
    title: "an action masked in both counts as absent",
    p: [0, -infinity, 0],
    q: [0, -infinity, 0],
    value: 0,
  },
  {
    title: "an action masked in p alone: ½ log(½ / ⅓) twice",
    p: [0, -infinity, 0],
    q: [0, 0, 0],
    value: Math.log(1.5),
  },
  { title: "an action masked in q alone", p: [0, 0, 0], q: [0, -infinity, 0], value: infinity },
  { title: "a NaN logit in p", p: [0, nan], q: [0, 0], value: nan },
  { title: "a NaN logit in q", p: [0, 0], q: [nan, 0], value: nan },
])("$title: $value within 1e-6 relative", ({ p: pLogits, q: qLogits, value }) => {
  expect(mismatches("KL", [klOf(pLogits, qLogits)], value, { relative: 1e-6 })).toEqual([]);
});

test("equal logits give 0 exactly, and it is never negative", () => {
  const stream = randomStream(0, "categorical KL");
  for (const actions of [1, 2, 7, 18]) {
    const x = normals(stream, 100 * actions, 3);
    expect([...categoricalKl(kernels, x, x, actions)]).toEqual(new Array(100).fill(0));
    const near = x.map((logit) => logit + 1e-4 * stream.uniform());
    expect(Math.min(...categoricalKl(kernels, x, near, actions))).toBeGreaterThanOrEqual(0);
  }
});

test.for([1, 3, 8, 18])(
  "the gradient over %d actions is the numeric one within 1e-5 relative + 3e-6",
  (actions) => {
    const stream = randomStream(1, "categorical KL gradient");
    const [x, y] = [normals(stream, 5 * actions), normals(stream, 5 * actions)];
    const upstream = normals(stream, 5);
    const got = categoricalKlGradient(kernels, upstream, x, y, actions);
    const value = (first: ArrayLike<number>, second: ArrayLike<number>) =>
      total(
        rows(first, actions).map(
          (row, i) => upstream[i]! * reference.categoricalKl(row, rows(second, actions)[i]!),
        ),
      );
    const limits = { relative: 1e-5, absolute: 3e-6 };
    const inP = numericGradient((moved) => value(moved, y), x);
    expect(mismatches("p", got.pLogits, inP, limits)).toEqual([]);
    const inQ = numericGradient((moved) => value(x, moved), y);
    expect(mismatches("q", got.qLogits, inQ, limits)).toEqual([]);
  },
);

test("an action masked in both has gradients of 0 exactly", () => {
  const [first, second] = [Float32Array.of(1, -infinity, 2), Float32Array.of(2, -infinity, 2)];
  const got = categoricalKlGradient(kernels, Float32Array.of(1), first, second, 3);
  expect([got.pLogits[1], got.qLogits[1]]).toEqual([0, 0]);
});

test("arrays of other sizes are refused by name", () => {
  const [four, three] = [new Float32Array(4), new Float32Array(3)];
  expect(() => categoricalKl(kernels, four, three, 2)).toThrow("qLogits.length must be 4; got 3");
  expect(() => categoricalKl(kernels, three, three, 2)).toThrow(
    "pLogits.length must be a multiple of actions = 2; got 3",
  );
  expect(() => categoricalKlGradient(kernels, three, four, four, 2)).toThrow(
    "upstream.length must be 2; got 3",
  );
});
