import { expect, test } from "vitest";
import { createArena } from "../../src/kernels/arena.ts";
import { linkKernels } from "../../src/kernels/instance.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { firstDifference } from "../first-difference.ts";
import { normals } from "../kernels/draw.ts";
import { product } from "../kernels/reference/product.ts";

const RELU = 1;
const memory = new WebAssembly.Memory({ initial: 1 });
const exports = await linkKernels(memory);
const { NaN: nan } = Number;

/** One product of m × k and k × n, both in order. */
function multiply(
  a: Float32Array,
  b: Float32Array,
  n: number,
  bias?: Float32Array,
  activation = 0,
): Float32Array {
  const k = b.length / n;
  const m = a.length / k;
  const arena = createArena(memory);
  const out = arena.reserve(m * n);
  const scratch = arena.reserve(exports.matmulScratchBytes(m, n, k) / 4).address;
  const [aAt, bAt, biasAt] = [arena.place(a), arena.place(b), bias ? arena.place(bias) : 0];
  exports.matmul(out.address, aAt, bAt, biasAt, scratch, 1, m, n, k, 0, 0, 0, false, false, activation);
  return arena.read(out);
}

// 1, 7 and 17 columns: a narrow product, one column too few for a tile, and a tile with a rest of one
test.for([1, 7, 8, 17])(
  "relu(x · [1 … 1] − 2) over %d columns: 0, 0 and 3 for x = 1, 2, 5, and NaN for NaN",
  (columns) => {
    const x = Float32Array.of(1, 2, 5, nan);
    const bias = new Float32Array(columns).fill(-2);
    const got = multiply(x, new Float32Array(columns).fill(1), columns, bias, RELU);
    const expected = [0, 0, 3, nan].flatMap((value) => new Array<number>(columns).fill(value));
    expect([...got]).toEqual(expected);
  },
);

test.for([1, 7, 8, 17])("a NaN in the bias passes relu in its column alone, of %d columns", (columns) => {
  const bias = new Float32Array(columns).with(columns - 1, nan);
  const got = multiply(Float32Array.of(1, 1, 1), new Float32Array(columns).fill(-1), columns, bias, RELU);
  const row = new Array<number>(columns).fill(0).with(columns - 1, nan);
  expect([...got]).toEqual([...row, ...row, ...row]);
});

test("0 · Infinity and Infinity − Infinity are NaN in every place of a product", () => {
  const { POSITIVE_INFINITY: infinity } = Number;
  for (const columns of [1, 8, 17]) {
    const b = Float32Array.from({ length: 2 * columns }, (_, i) => (i < columns ? infinity : -infinity));
    expect([...multiply(Float32Array.of(0, 0, 1, 1), b, columns)]).toEqual(new Array(2 * columns).fill(nan));
  }
});

test.for([
  { m: 64, n: 256, k: 300 },
  { m: 256, n: 4, k: 257 },
  { m: 3, n: 250, k: 1000 },
])("$m × $k · $k × $n is bit for bit the float32 sum in order", ({ m, n, k }) => {
  const stream = randomStream(0, "large product");
  const [a, b, bias] = [normals(stream, m * k), normals(stream, k * n), normals(stream, n)];
  const shape = { m, n, k, transposeA: false, transposeB: false };
  const expected = product(shape, a, b, bias, true);
  expect(firstDifference(multiply(a, b, n, bias, RELU), expected)).toBeUndefined();
});

test("the scratch size is exact beyond the address space, where a caller has to refuse it", () => {
  expect(exports.matmulScratchBytes(1, 1, 2 ** 26)).toBe(2 ** 26 * 72 + 128 + 192);
  expect(exports.matmulScratchBytes(1, 1, 2 ** 26)).toBeGreaterThan(2 ** 32);
});
