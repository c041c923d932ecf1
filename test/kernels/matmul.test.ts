import { expect, test } from "vitest";
import { createKernels } from "../../src/kernels/kernels.ts";
import { matmul } from "../../src/kernels/matmul.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { firstDifference } from "../first-difference.ts";
import { normals } from "./draw.ts";

const kernels = await createKernels();

test.for([
  { transposeA: false, transposeB: false, a: [1, 2, 3, 4, 5, 6], b: [1, 0, 2, 1, 0, 3] },
  { transposeA: true, transposeB: false, a: [1, 4, 2, 5, 3, 6], b: [1, 0, 2, 1, 0, 3] },
  { transposeA: false, transposeB: true, a: [1, 2, 3, 4, 5, 6], b: [1, 2, 0, 0, 1, 3] },
  { transposeA: true, transposeB: true, a: [1, 4, 2, 5, 3, 6], b: [1, 2, 0, 0, 1, 3] },
])(
  "[1 2 3; 4 5 6] · [1 0; 2 1; 0 3] = [5 11; 14 23] with transposeA = $transposeA, transposeB = $transposeB",
  ({ a, b, transposeA, transposeB }) => {
    const shape = { rows: 2, terms: 3, columns: 2, transposeA, transposeB };
    // row 1: 1·1 + 2·2, 2·1 + 3·3; row 2: 4·1 + 5·2, 5·1 + 6·3
    expect([...matmul(kernels, Float32Array.from(a), Float32Array.from(b), shape)]).toEqual([5, 11, 14, 23]);
  },
);

test("sums are formed in float32 over the terms in order: 2^24 + 1 + 1 is 2^24, 1 + 1 + 2^24 is 2^24 + 2", () => {
  const shape = { rows: 1, terms: 3, columns: 1 };
  const ones = Float32Array.of(1, 1, 1);
  expect([...matmul(kernels, Float32Array.of(2 ** 24, 1, 1), ones, shape)]).toEqual([2 ** 24]);
  expect([...matmul(kernels, Float32Array.of(1, 1, 2 ** 24), ones, shape)]).toEqual([2 ** 24 + 2]);
});

test("a product with the identity gives the matrix bit for bit, beyond the first page of memory too", () => {
  const size = 200;
  const x = normals(randomStream(0, "matmul identity"), size * size);
  const identity = new Float32Array(size * size);
  for (let i = 0; i < size; i++) identity[i * size + i] = 1;
  const shape = { rows: size, terms: size, columns: size };
  expect(firstDifference(matmul(kernels, x, identity, shape), x)).toBeUndefined();
  expect(firstDifference(matmul(kernels, identity, x, shape), x)).toBeUndefined();
});

test("a NaN shows in its row or column, and 0 · Infinity is NaN", () => {
  const shape = { rows: 2, terms: 2, columns: 2 };
  const product = (...a: number[]) => [
    ...matmul(kernels, Float32Array.from(a), Float32Array.of(1, 0, 0, 1), shape),
  ];
  expect(product(Number.NaN, 1, 2, 3)).toEqual([Number.NaN, Number.NaN, 2, 3]);
  expect(product(1, Number.POSITIVE_INFINITY, 2, 3)).toEqual([Number.NaN, Number.POSITIVE_INFINITY, 2, 3]);
});

test("sizes and lengths are checked by name", () => {
  const four = new Float32Array(4);
  expect(() => matmul(kernels, four, four, { rows: 0, terms: 2, columns: 2 })).toThrow(
    "rows must be an integer of at least 1; got 0",
  );
  expect(() => matmul(kernels, four, four, { rows: 2, terms: 1.5, columns: 2 })).toThrow(
    "terms must be an integer of at least 1; got 1.5",
  );
  expect(() => matmul(kernels, four, four, { rows: 2, terms: 2, columns: 3 })).toThrow(
    "b.length must be 6; got 4",
  );
  expect(() => matmul(kernels, four, four, { rows: 3, terms: 2, columns: 2 })).toThrow(
    "a.length must be 6; got 4",
  );
});

test("a misspelt size is refused: it would otherwise be left out", () => {
  const shape = JSON.parse('{ "rows": 2, "terms": 2, "columns": 2, "transposA": true }');
  expect(() => matmul(kernels, new Float32Array(4), new Float32Array(4), shape)).toThrow(
    new RangeError('matmul has no size "transposA"; it has rows, terms, columns, transposeA, transposeB'),
  );
});
