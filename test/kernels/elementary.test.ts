import { describe, expect, test } from "vitest";
import {
  atanh,
  exp,
  expm1,
  log,
  log1p,
  logSigmoid,
  sigmoid,
  softplus,
  tanh,
} from "../../src/kernels/elementary.ts";
import { createKernels } from "../../src/kernels/kernels.ts";
import { loadVectors, mismatches } from "../conformance.ts";
import { type ElementaryName, elementary as reference } from "./reference/elementary.ts";
import { scan } from "./ulp-scan.ts";

const { functions, tolerance } = loadVectors<{
  functions: Record<ElementaryName, { input: number[]; expected: number[] }>;
  tolerance: { plainFloat32Ulp: Record<ElementaryName, number> };
}>("elementary");
const kernels = await createKernels();
const functionOf = { atanh, exp, expm1, log, log1p, logSigmoid, sigmoid, softplus, tanh };
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** What the documentation promises, in units in the last place. */
const promises: readonly { name: ElementaryName; promise: number }[] = [
  { name: "exp", promise: 1 },
  { name: "expm1", promise: 1.5 },
  { name: "log", promise: 1 },
  { name: "log1p", promise: 1 },
  { name: "tanh", promise: 1.5 },
  { name: "atanh", promise: 2 },
  { name: "sigmoid", promise: 2.5 },
  { name: "softplus", promise: 2 },
  { name: "logSigmoid", promise: 2 },
];

function evaluate(name: ElementaryName, ...x: number[]): number[] {
  return [...functionOf[name](kernels, Float32Array.from(x))];
}

test("the file of golden vectors has at least 380 inputs for each of the nine functions", () => {
  expect(Object.keys(functions).sort()).toEqual(promises.map(({ name }) => name).sort());
  for (const { input, expected } of Object.values(functions)) {
    expect(input.length).toBeGreaterThanOrEqual(380);
    expect(expected).toHaveLength(input.length);
  }
});

test.for(promises)(
  "golden $name: within $promise ULP, and the float32 tolerance of the file",
  ({ name, promise }) => {
    const { input, expected } = functions[name];
    const limits = { ulp: Math.min(promise, tolerance.plainFloat32Ulp[name]) };
    expect(mismatches(name, evaluate(name, ...input), expected, limits)).toEqual([]);
  },
);

test.for(promises)(
  "$name is within $promise ULP of its float64 twin, classes equal, on every 16381st of all bit patterns",
  ({ name, promise }) => {
    const accuracy = scan((x) => functionOf[name](kernels, x), reference[name], 16381);
    expect(accuracy).toMatchObject({ classMismatches: 0, patterns: 262193 });
    expect(accuracy.worstUlp).toBeLessThanOrEqual(promise);
  },
);

test.for(["expm1", "log1p", "tanh", "atanh"] as const)("%s keeps the sign of a zero", (name) => {
  expect(evaluate(name, 0, -0)).toEqual([0, -0]);
});

const { LN2: logTwo } = Math;
const smallest = 2 ** -149;

describe("values worked out by hand are met within the promise", () => {
  test.for<{ name: ElementaryName; title: string; x: number; y: number }>([
    { name: "exp", title: "e", x: 1, y: Math.E },
    { name: "exp", title: "2^−149, the smallest number", x: -103.27892990343184, y: smallest },
    { name: "expm1", title: "x + x²/2 for small x", x: 2 ** -20, y: 2 ** -20 + 2 ** -41 },
    { name: "log", title: "−149 log 2", x: smallest, y: -149 * logTwo },
    { name: "log1p", title: "x − x²/2 for small x", x: 2 ** -20, y: 2 ** -20 - 2 ** -41 },
    { name: "log1p", title: "−24 log 2", x: -1 + 2 ** -24, y: -24 * logTwo },
    { name: "tanh", title: "(e − 1/e) / (e + 1/e)", x: 1, y: 0.7615941559557649 },
    { name: "atanh", title: "½ log 3", x: 0.5, y: 0.5493061443340549 },
    { name: "sigmoid", title: "1 / (1 + e^−2)", x: 2, y: 0.8807970779778823 },
    { name: "sigmoid", title: "e^−100, a subnormal number", x: -100, y: 3.720075976020836e-44 },
    { name: "softplus", title: "log 2", x: 0, y: logTwo },
    { name: "softplus", title: "e^−30", x: -30, y: 9.357622968839861e-14 },
    { name: "logSigmoid", title: "−log 2", x: 0, y: -logTwo },
    { name: "logSigmoid", title: "x, far below 0", x: -1000, y: -1000 },
  ])("$name($x) is $title", ({ name, x, y }) => {
    const limits = { ulp: promises.find((each) => each.name === name)!.promise };
    expect(mismatches(name, evaluate(name, x), y, limits)).toEqual([]);
  });
});

test.for<{ name: ElementaryName; x: number[]; y: number[] }>([
  { name: "exp", x: [0, -0, 88.8, -104, infinity, -infinity, nan], y: [1, 1, infinity, 0, infinity, 0, nan] },
  { name: "expm1", x: [88.8, -30, infinity, -infinity, nan], y: [infinity, -1, infinity, -1, nan] },
  {
    name: "log",
    x: [1, 0, -0, -1, infinity, -infinity, nan],
    y: [0, -infinity, -infinity, nan, infinity, nan, nan],
  },
  { name: "log1p", x: [-1, -1.5, infinity, -infinity, nan], y: [-infinity, nan, infinity, nan, nan] },
  { name: "tanh", x: [10, -10, infinity, -infinity, nan], y: [1, -1, 1, -1, nan] },
  { name: "atanh", x: [1, -1, 1.5, -infinity, nan], y: [infinity, -infinity, nan, nan, nan] },
  { name: "sigmoid", x: [0, 20, infinity, -infinity, nan], y: [0.5, 1, 1, 0, nan] },
  { name: "softplus", x: [100, infinity, -infinity, nan], y: [100, infinity, 0, nan] },
  { name: "logSigmoid", x: [-100, infinity, -infinity, nan], y: [-100, -0, -infinity, nan] },
])("$name of $x is exactly $y", ({ name, x, y }) => {
  expect(evaluate(name, ...x)).toEqual(y);
});

test("an empty array gives an empty array", () => {
  for (const { name } of promises) expect(evaluate(name)).toEqual([]);
});
