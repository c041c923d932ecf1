import { expect, test } from "vitest";
import "../relaxed-simd.ts";
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
import { matmul } from "../../src/kernels/matmul.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { mismatches } from "../conformance.ts";
import { normals } from "./draw.ts";
import { elementary as reference } from "./reference/elementary.ts";
import { scan } from "./ulp-scan.ts";

const kernels = await createKernels({ relaxed: true });

test.for([
  { name: "exp", of: exp, promise: 1 },
  { name: "expm1", of: expm1, promise: 1.5 },
  { name: "log", of: log, promise: 1 },
  { name: "log1p", of: log1p, promise: 1 },
  { name: "tanh", of: tanh, promise: 1.5 },
  { name: "atanh", of: atanh, promise: 2 },
  { name: "sigmoid", of: sigmoid, promise: 2.5 },
  { name: "softplus", of: softplus, promise: 2 },
  { name: "logSigmoid", of: logSigmoid, promise: 2 },
] as const)("relaxed $name keeps the promise of the strict one, $promise ULP", ({ name, of, promise }) => {
  const accuracy = scan((x) => of(kernels, x), reference[name], 16381);
  expect(accuracy.classMismatches).toBe(0);
  expect(accuracy.worstUlp).toBeLessThanOrEqual(promise);
});

test("a relaxed product is the strict one within 1e-6 of the sum of sizes, and kernels of both kinds live side by side", async () => {
  const strict = await createKernels({ relaxed: false });
  const stream = randomStream(0, "relaxed product");
  const [a, b] = [normals(stream, 20 * 100), normals(stream, 100 * 30)];
  const shape = { rows: 20, terms: 100, columns: 30 };
  const expected = [...matmul(strict, a, b, shape)];
  const tolerance = { absolute: 1e-6 * 100 };
  expect(mismatches("product", matmul(kernels, a, b, shape), expected, tolerance)).toEqual([]);
});
