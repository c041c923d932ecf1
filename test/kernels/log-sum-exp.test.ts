import { expect, test } from "vitest";
import { createKernels } from "../../src/kernels/kernels.ts";
import { logSumExp, logSumExpGradient } from "../../src/kernels/log-sum-exp.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { normals } from "./draw.ts";
import { numericGradient } from "./reference/numeric-gradient.ts";
import { rows } from "./reference/rows.ts";
import * as reference from "./reference/softmax.ts";
import { total } from "./reference/total.ts";

interface Case {
  name: string;
  input: { x: number[]; temperature: number };
  value: number;
  gradient: (number | null)[];
}

const { cases, tolerance } = loadVectors<{
  cases: Case[];
  tolerance: { valuePlainFloat32: Tolerance; gradientPlainFloat32: Tolerance };
}>("log-sum-exp");
const emptyRow = cases.filter(({ input }) => input.x.length === 0);
const kernels = await createKernels();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

function lse(x: readonly number[], temperature = 1): number {
  return logSumExp(kernels, Float32Array.from(x), x.length, temperature)[0]!;
}

test("the file of golden vectors has 111 rows, one of them empty", () => {
  expect(cases).toHaveLength(111);
  expect(emptyRow).toHaveLength(1);
});

test.for(cases.filter((each) => !emptyRow.includes(each)))(
  "golden $name: value and gradient within the float32 tolerance of the file",
  ({ name, input: { x, temperature }, value, gradient }) => {
    const row = Float32Array.from(x);
    const sizes = { LargestInput: Math.max(0, ...x.map(Math.abs).filter(Number.isFinite)) };
    const got = logSumExp(kernels, row, x.length, temperature);
    expect(mismatches(name, got, value, tolerance.valuePlainFloat32, sizes)).toEqual([]);
    const slope = logSumExpGradient(kernels, Float32Array.of(1), row, x.length, temperature);
    expect(mismatches(name, slope, gradient, tolerance.gradientPlainFloat32, sizes)).toEqual([]);
  },
);

test("a row without entries is refused", () => {
  expect(() => lse([])).toThrow("columns must be an integer of at least 1; got 0");
});

test.for([
  { title: "log1p(e^−17)", x: [0, -17], temperature: 1, value: 4.13993763308975e-8 },
  { title: "1000 + log 2", x: [1000, 1000], temperature: 1, value: 1000.6931471805599 },
  { title: "2 log 4", x: [0, 0, 0, 0], temperature: 2, value: 2.772588722239781 },
  { title: "2 + ½ log1p(e^−2)", x: [1, 2], temperature: 0.5, value: 2.063464005521486 },
])("$x at temperature $temperature gives $title within 3e-7 relative", ({ x, temperature, value }) => {
  expect(mismatches("value", [lse(x, temperature)], value, { relative: 3e-7 })).toEqual([]);
});

test.for([
  { x: [-infinity, -infinity, -infinity], value: -infinity },
  { x: [infinity, 1], value: infinity },
  { x: [infinity, infinity], value: infinity },
  { x: [nan, 1], value: nan },
  { x: [infinity, nan], value: nan },
  { x: [-infinity, nan], value: nan },
  { x: [7, -infinity], value: 7 },
])("$x gives exactly $value", ({ x, value }) => {
  expect(lse(x)).toBe(value);
});

test("an Infinity gives Infinity beside any finite entries, at any place of 1 … 19 columns and any temperature", () => {
  const stream = randomStream(0, "log-sum-exp infinity");
  for (let columns = 1; columns < 20; columns++) {
    for (let place = 0; place < columns; place++) {
      for (const scale of [1, 100, 1e30]) {
        const x = Array.from(normals(stream, columns, scale)).with(place, infinity);
        for (const temperature of [0.001, 1, 1000]) expect(lse(x, temperature)).toBe(infinity);
      }
    }
  }
});

test("a NaN gives NaN at any place of 1 … 19 columns", () => {
  const x = normals(randomStream(1, "log-sum-exp NaN"), 19);
  for (let columns = 1; columns < 20; columns++) {
    for (let place = 0; place < columns; place++) {
      expect(lse(Array.from(x.subarray(0, columns)).with(place, nan))).toBeNaN();
    }
  }
});

test("the value lies between the maximum and the maximum + T log n, and comes to the maximum as T → 0", () => {
  const x = Array.from(normals(randomStream(2, "log-sum-exp bounds"), 17));
  const maximum = Math.max(...x);
  for (const temperature of [1e-3, 0.1, 1, 30]) {
    expect(lse(x, temperature)).toBeGreaterThanOrEqual(maximum);
    expect(lse(x, temperature)).toBeLessThanOrEqual((maximum + temperature * Math.log(17)) * (1 + 1e-6));
  }
  expect(lse(x, 1e-6)).toBe(maximum);
});

test.for([
  { columns: 1, temperature: 1 },
  { columns: 3, temperature: 0.5 },
  { columns: 8, temperature: 2 },
  { columns: 18, temperature: 1 },
])(
  "the gradient over $columns columns at T = $temperature is the numeric one within 4e-6 relative + 1e-6",
  ({ columns, temperature }) => {
    const stream = randomStream(3, "log-sum-exp gradient");
    const x = normals(stream, 5 * columns, 2);
    const upstream = normals(stream, 5);
    const value = (flat: readonly number[]) =>
      total(rows(flat, columns).map((row, i) => upstream[i]! * reference.logSumExp(row, temperature)));
    const got = logSumExpGradient(kernels, upstream, x, columns, temperature);
    const limits = { relative: 4e-6, absolute: 1e-6 };
    expect(mismatches("gradient", got, numericGradient(value, x), limits)).toEqual([]);
  },
);

test("a masked entry has the gradient 0 exactly, a row with an infinite maximum has none (NaN)", () => {
  const gradientOf = (...x: number[]) => [
    ...logSumExpGradient(kernels, Float32Array.of(3), Float32Array.from(x), x.length),
  ];
  expect(gradientOf(1, -infinity, 1)).toEqual([1.5, 0, 1.5]);
  expect(gradientOf(1, infinity)).toEqual([nan, nan]);
  expect(gradientOf(-infinity, -infinity)).toEqual([nan, nan]);
});

test.for([0, -1, nan, infinity])("temperature %d is refused", (temperature) => {
  const message = `temperature must be a positive number that float32 can hold; got ${temperature}`;
  expect(() => lse([1], temperature)).toThrow(message);
  expect(() => logSumExpGradient(kernels, Float32Array.of(1), Float32Array.of(1), 1, temperature)).toThrow(
    message,
  );
});

test("integers from JavaScript are refused, whose bits would be read as float32, and so is a temperature as a text", () => {
  const call = (...rest: unknown[]) => Reflect.apply(logSumExp, undefined, [kernels, ...rest]);
  expect(() => call(Int32Array.of(1, 2, 3), 3)).toThrow(
    new TypeError("the kernels read Float32Array; got Int32Array"),
  );
  expect(() => call(Float32Array.of(1, 2, 3), 3, "1")).toThrow(
    new RangeError('temperature must be a positive number that float32 can hold; got "1"'),
  );
});
