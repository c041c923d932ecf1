import { expect, test } from "vitest";
import { createArena } from "../../src/kernels/arena.ts";
import { linkKernels } from "../../src/kernels/instance.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { mismatches } from "../conformance.ts";
import { normals } from "../kernels/draw.ts";

const memory = new WebAssembly.Memory({ initial: 1 });
const exports = await linkKernels(memory);

function sum(x: Float32Array, outer: number, reduced: number, inner: number, scale = 1): Float32Array {
  const arena = createArena(memory);
  const out = arena.reserve(outer * inner);
  exports.sum(out.address, arena.place(x), outer, reduced, inner, scale);
  return arena.read(out);
}

const cube = Float32Array.from({ length: 2 * 3 * 2 }, (_, i) => i + 1);

test.for([
  { title: "all of 1 … 12", outer: 1, reduced: 12, inner: 1, expected: [78] },
  { title: "the middle of [2][3][2]", outer: 2, reduced: 3, inner: 2, expected: [9, 12, 27, 30] },
  { title: "the first of [6][2]", outer: 1, reduced: 6, inner: 2, expected: [36, 42] },
  { title: "the last of [4][3]", outer: 4, reduced: 3, inner: 1, expected: [6, 15, 24, 33] },
])("the sum over $title is exactly $expected", ({ outer, reduced, inner, expected }) => {
  expect([...sum(cube, outer, reduced, inner)]).toEqual(expected);
});

test("scale multiplies the float64 sum before it is rounded: the means of 1 … 12 and of 2, 3, 5 are 6.5 and 10/3", () => {
  expect([...sum(cube, 1, 12, 1, 1 / 12)]).toEqual([6.5]);
  // 10 times a third that was rounded to float32 first would be 3.3333335
  const mean = Math.fround(10 / 3);
  expect([...sum(Float32Array.of(2, 3, 5), 1, 3, 1, 1 / 3)]).toEqual([mean]);
  expect([...sum(Float32Array.of(2, 2, 3, 3, 5, 5), 1, 3, 2, 1 / 3)]).toEqual([mean, mean]);
});

test("a sum of nothing is 0", () => {
  expect([...sum(new Float32Array(0), 2, 0, 3)]).toEqual([0, 0, 0, 0, 0, 0]);
});

test.for([1, 4, 5])("a million entries of 0.1 in %d columns add up within 1e-6 relative", (columns) => {
  const rows = 1_000_000;
  const got = sum(new Float32Array(rows * columns).fill(0.1), 1, rows, columns);
  const expected = new Array<number>(columns).fill(rows * Math.fround(0.1));
  expect(mismatches("sum", got, expected, { relative: 1e-6 })).toEqual([]);
});

test("a long sum with cancellation is right within 3e-7 of the sum of sizes: 10^6 draws of N(0, 1)", () => {
  const x = normals(randomStream(0, "long sum"), 1_000_000);
  const [total, size] = x.reduce(([t, s], entry) => [t! + entry, s! + Math.abs(entry)], [0, 0]);
  expect(
    mismatches("sum", sum(x, 1, x.length, 1), total!, { absolutePerSize: 3e-7 }, { Size: size! }),
  ).toEqual([]);
});

test.for([1, 63, 64, 65, 200])("%d rows of 44 columns have the bits of the same columns by fours", (rows) => {
  const columns = 44;
  const x = normals(randomStream(rows, "columns by fours"), rows * columns);
  const whole = sum(x, 1, rows, columns, 0.3);
  for (let column = 0; column < columns; column += 4) {
    const four = Float32Array.from({ length: 4 * rows }, (_, i) => {
      return x[Math.floor(i / 4) * columns + column + (i % 4)]!;
    });
    expect(whole.subarray(column, column + 4)).toEqual(sum(four, 1, rows, 4, 0.3));
  }
});
