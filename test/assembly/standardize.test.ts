import { expect, test } from "vitest";
import { createArena } from "../../src/kernels/arena.ts";
import { linkKernels } from "../../src/kernels/instance.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { normals } from "../kernels/draw.ts";

const memory = new WebAssembly.Memory({ initial: 1 });
const exports = await linkKernels(memory);

const x = Float32Array.of(1, 2, 3, 4, 5, 6);
const mean = Float32Array.of(1, 1, 2);
const scale = Float32Array.of(2, 0.5, 10);

test("[1 2 3; 4 5 6] less [1 1 2], times [2 ½ 10], is [0 ½ 10; 6 2 40]; without a mean it is [2 1 30; 8 2.5 60]", () => {
  const arena = createArena(memory);
  const out = arena.reserve(6);
  const [xAt, meanAt, scaleAt] = [arena.place(x), arena.place(mean), arena.place(scale)];
  exports.standardize(out.address, xAt, meanAt, scaleAt, 2, 3);
  expect([...arena.read(out)]).toEqual([0, 0.5, 10, 6, 2, 40]);
  exports.standardize(out.address, xAt, 0, scaleAt, 2, 3);
  expect([...arena.read(out)]).toEqual([2, 1, 30, 8, 2.5, 60]);
});

test("it may write over x, 1 … 9 columns", () => {
  for (let columns = 1; columns < 10; columns++) {
    const draws = normals(randomStream(columns, "standardize in place"), 3 * columns);
    const arena = createArena(memory);
    const out = arena.reserve(draws.length);
    const [xAt, meanAt, scaleAt] = [draws, draws.subarray(columns), draws.subarray(0, columns)].map(
      arena.place,
    );
    exports.standardize(out.address, xAt!, meanAt!, scaleAt!, 3, columns);
    exports.standardize(xAt!, xAt!, meanAt!, scaleAt!, 3, columns);
    expect(arena.read({ address: xAt!, length: draws.length })).toEqual(arena.read(out));
  }
});
