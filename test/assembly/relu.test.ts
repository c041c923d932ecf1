import { expect, test } from "vitest";
import { createArena } from "../../src/kernels/arena.ts";
import { linkKernels } from "../../src/kernels/instance.ts";

const memory = new WebAssembly.Memory({ initial: 1 });
const exports = await linkKernels(memory);

function reluGradient(upstream: readonly number[], output: readonly number[]): number[] {
  const arena = createArena(memory);
  const out = arena.reserve(upstream.length);
  const [u, y] = [upstream, output].map((values) => arena.place(Float32Array.from(values)));
  exports.reluGradient(out.address, u!, y!, upstream.length);
  return [...arena.read(out)];
}

test("upstream passes where the output is positive, and is 0 where it is ±0 or negative", () => {
  expect(reluGradient([1, 2, 3, 4, 5], [0.5, 0, -0, -1, 2 ** -149])).toEqual([1, 0, 0, 0, 5]);
});

test("a NaN output lets upstream pass, so that it is not lost; an upstream that is not finite is 0 behind a 0", () => {
  expect(reluGradient([3], [Number.NaN])).toEqual([3]);
  expect(reluGradient([Number.NaN, Number.POSITIVE_INFINITY], [0, 0])).toEqual([0, 0]);
  expect(reluGradient([Number.NaN, Number.POSITIVE_INFINITY], [1, 1])).toEqual([
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ]);
});
