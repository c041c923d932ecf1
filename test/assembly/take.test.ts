import { expect, test } from "vitest";
import { createArena } from "../../src/kernels/arena.ts";
import { linkKernels } from "../../src/kernels/instance.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { mismatches } from "../conformance.ts";
import { normals } from "../kernels/draw.ts";
import { asFloats } from "./bits.ts";

const memory = new WebAssembly.Memory({ initial: 1 });
const exports = await linkKernels(memory);

function take(x: Float32Array, indices: Int32Array, columns: number): Float32Array {
  const arena = createArena(memory);
  const out = arena.reserve(indices.length);
  exports.takePerRow(out.address, arena.place(x), arena.place(asFloats(indices)), indices.length, columns);
  return arena.read(out);
}

function takeGradient(upstream: Float32Array, indices: Int32Array, columns: number): Float32Array {
  const arena = createArena(memory);
  const out = arena.reserve(indices.length * columns);
  const address = arena.place(upstream);
  exports.takePerRowGradient(out.address, address, arena.place(asFloats(indices)), indices.length, columns);
  return arena.read(out);
}

test("columns 2, 0 of [1 2 3; 4 5 6] are 3 and 4; upstream 7, 8 goes there alone", () => {
  const indices = Int32Array.of(2, 0);
  expect([...take(Float32Array.of(1, 2, 3, 4, 5, 6), indices, 3)]).toEqual([3, 4]);
  expect([...takeGradient(Float32Array.of(7, 8), indices, 3)]).toEqual([0, 0, 7, 8, 0, 0]);
});

test.for([-1, 3, 4, 2 ** 31 - 1, -(2 ** 31)])(
  "column %d of 3 is NaN and has no gradient; other rows do not mind",
  (index) => {
    const indices = Int32Array.of(1, index, 1);
    const x = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    expect([...take(x, indices, 3)]).toEqual([2, Number.NaN, 8]);
    expect([...takeGradient(Float32Array.of(5, 6, 7), indices, 3)]).toEqual([0, 5, 0, 0, 0, 0, 0, 7, 0]);
  },
);

test("the gradient is the transpose: take(x) · u = x · gradient(u) within 1e-6", () => {
  const stream = randomStream(0, "take");
  const [rows, columns] = [50, 7];
  const [x, u] = [normals(stream, rows * columns), normals(stream, rows)];
  const indices = Int32Array.from({ length: rows }, () => stream.integer(columns));
  const left = inner(take(x, indices, columns), u);
  const right = inner(x, takeGradient(u, indices, columns));
  expect(mismatches("product", [left], right, { absolute: 1e-6 })).toEqual([]);
});

function inner(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, entry, i) => sum + entry * b[i]!, 0);
}
