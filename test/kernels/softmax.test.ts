import { expect, test } from "vitest";
import { createKernels } from "../../src/kernels/kernels.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { logSoftmax, logSoftmaxGradient, softmax, softmaxGradient } from "../../src/kernels/softmax.ts";
import { type Expected, loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { normals } from "./draw.ts";
import { numericGradient } from "./reference/numeric-gradient.ts";
import { rows } from "./reference/rows.ts";
import * as reference from "./reference/softmax.ts";
import { total } from "./reference/total.ts";

interface Case {
  name: string;
  input: { x: number[]; upstream: number[] };
  softmax: Expected;
  logSoftmax: Expected;
  softmaxGradient: Expected;
  logSoftmaxGradient: Expected;
}

const { cases, tolerance } = loadVectors<{
  cases: Case[];
  tolerance: Record<
    "softmax" | "logSoftmaxPlainFloat32" | "softmaxGradient" | "logSoftmaxGradient",
    Tolerance
  >;
}>("softmax");
const kernels = await createKernels();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

function largest(values: readonly number[]): number {
  return Math.max(0, ...values.map(Math.abs).filter(Number.isFinite));
}

test("the file of golden vectors has 83 rows", () => {
  expect(cases).toHaveLength(83);
});

test.for(cases)("golden $name: softmax and log-softmax within the float32 tolerance of the file", (each) => {
  const { name, input } = each;
  const x = Float32Array.from(input.x);
  const sizes = { LargestInput: largest(input.x) };
  const got = softmax(kernels, x, x.length);
  expect(mismatches(name, got, each.softmax, tolerance.softmax)).toEqual([]);
  const logs = logSoftmax(kernels, x, x.length);
  expect(mismatches(name, logs, each.logSoftmax, tolerance.logSoftmaxPlainFloat32, sizes)).toEqual([]);
});

test.for(cases)("golden $name: both gradients within the tolerance of the file", (each) => {
  const { name, input } = each;
  const [x, upstream] = [Float32Array.from(input.x), Float32Array.from(input.upstream)];
  const sizes = {
    LargestUpstream: largest(input.upstream),
    UpstreamSum: total(input.upstream.map(Math.abs)),
  };
  const inX = softmaxGradient(kernels, upstream, softmax(kernels, x, x.length), x.length);
  expect(mismatches(name, inX, each.softmaxGradient, tolerance.softmaxGradient, sizes)).toEqual([]);
  const throughLogs = logSoftmaxGradient(kernels, upstream, logSoftmax(kernels, x, x.length), x.length);
  const limits = tolerance.logSoftmaxGradient;
  expect(mismatches(name, throughLogs, each.logSoftmaxGradient, limits, sizes)).toEqual([]);
});

test.for(cases.filter((each) => each.softmax !== null && input(each).every((x) => !Number.isNaN(x))))(
  "golden $name: the probabilities lie in [0, 1] and add up to 1 within n · 2^−24",
  (each) => {
    const p = Array.from(softmax(kernels, input(each), each.input.x.length));
    expect(p.every((probability) => probability >= 0 && probability <= 1)).toBe(true);
    expect(Math.abs(total(p) - 1)).toBeLessThanOrEqual(p.length * 2 ** -24);
  },
);

function input(each: Case): Float32Array {
  return Float32Array.from(each.input.x);
}

test.for([
  { title: "1/6, 2/6, 3/6", x: [0, Math.log(2), Math.log(3)], temperature: 1, p: [1 / 6, 2 / 6, 3 / 6] },
  {
    title: "1/5, 4/5, as log 2 / ½ = log 4,",
    x: [0, Math.log(2)],
    temperature: 0.5,
    p: [1 / 5, 4 / 5],
  },
  { title: "1/3, 2/3, as log 4 / 2 = log 2,", x: [0, Math.log(4)], temperature: 2, p: [1 / 3, 2 / 3] },
])("softmax of $x at temperature $temperature is $title within 4e-7 relative", ({ x, temperature, p }) => {
  const row = Float32Array.from(x);
  const limits = { relative: 4e-7 };
  expect(mismatches("p", softmax(kernels, row, x.length, temperature), p, limits)).toEqual([]);
  const logs = logSoftmax(kernels, row, x.length, temperature);
  expect(mismatches("log p", logs, p.map(Math.log), limits)).toEqual([]);
});

test("a masked (−Infinity) entry has probability 0 and log-probability −Infinity exactly", () => {
  const x = Float32Array.of(1, -infinity, 1);
  expect([...softmax(kernels, x, 3)]).toEqual([0.5, 0, 0.5]);
  expect(logSoftmax(kernels, x, 3)[1]).toBe(-infinity);
});

test.for([
  { x: [-infinity, -infinity] },
  { x: [infinity, 1] },
  { x: [infinity, -infinity] },
  { x: [nan, 1] },
  { x: [1, nan, -infinity, 2, 3] },
])("$x has no softmax: NaN throughout", ({ x }) => {
  expect([...softmax(kernels, Float32Array.from(x), x.length)]).toEqual(x.map(() => nan));
});

test("an entry 88 below the maximum still has its log-probability: log-softmax of [0, −200] is [0, −200]", () => {
  expect([...logSoftmax(kernels, Float32Array.of(0, -200), 2)]).toEqual([0, -200]);
});

test("each row counts for itself: the rows of a matrix give the bits that they give alone", () => {
  const x = normals(randomStream(0, "softmax rows"), 7 * 5, 3);
  for (const f of [softmax, logSoftmax]) {
    const alone = rows(x, 5).flatMap((row) => [...f(kernels, Float32Array.from(row), 5)]);
    expect([...f(kernels, x, 5)]).toEqual(alone);
  }
});

const gradients = [
  { name: "softmaxGradient", map: softmax, gradient: softmaxGradient, twin: reference.softmax },
  { name: "logSoftmaxGradient", map: logSoftmax, gradient: logSoftmaxGradient, twin: reference.logSoftmax },
];
const shapes = [
  { columns: 1, temperature: 1 },
  { columns: 3, temperature: 0.5 },
  { columns: 8, temperature: 2 },
  { columns: 18, temperature: 1 },
];

test.for(gradients.flatMap((each) => shapes.map((shape) => ({ ...each, ...shape }))))(
  "$name over $columns columns at T = $temperature is the numeric one within 1e-5 relative + 5e-6",
  ({ map, gradient, twin, columns, temperature }) => {
    const stream = randomStream(1, "softmax gradient");
    const [x, upstream] = [normals(stream, 5 * columns), normals(stream, 5 * columns)];
    const value = (flat: readonly number[]) => {
      const output = rows(flat, columns).flatMap((row) => twin(row, temperature));
      return total(output.map((entry, i) => upstream[i]! * entry));
    };
    const got = gradient(kernels, upstream, map(kernels, x, columns, temperature), columns, temperature);
    const limits = { relative: 1e-5, absolute: 5e-6 };
    expect(mismatches("gradient", got, numericGradient(value, x), limits)).toEqual([]);
  },
);

test("an equal upstream for every entry is a constant times Σp = 1: the softmax gradient vanishes within 1e-7", () => {
  const p = softmax(kernels, Float32Array.of(1, 2, 4), 3);
  const gradient = softmaxGradient(kernels, Float32Array.of(1, 1, 1), p, 3);
  expect(Math.max(...gradient.map(Math.abs))).toBeLessThanOrEqual(1e-7);
});

test.for([0, -1, nan, infinity])("temperature %d is refused", (temperature) => {
  const message = `temperature must be a positive number that float32 can hold; got ${temperature}`;
  const x = Float32Array.of(1);
  for (const f of [softmax, logSoftmax]) expect(() => f(kernels, x, 1, temperature)).toThrow(message);
  for (const f of [softmaxGradient, logSoftmaxGradient]) {
    expect(() => f(kernels, x, x, 1, temperature)).toThrow(message);
  }
});

test("an upstream of another size than the output is refused", () => {
  const [x, upstream] = [new Float32Array(4), new Float32Array(3)];
  expect(() => softmaxGradient(kernels, upstream, x, 2)).toThrow("upstream.length must be 4; got 3");
});
