import { expect, test } from "vitest";
import { createArena } from "../../src/kernels/arena.ts";
import { linkKernels } from "../../src/kernels/instance.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { normals } from "../kernels/draw.ts";

const memory = new WebAssembly.Memory({ initial: 1 });
const exports = await linkKernels(memory);

function firstNonFinite(x: Float32Array): number {
  return exports.firstNonFinite(createArena(memory).place(x), x.length);
}

test.for([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  "a %d at every place of 1 … 67 entries is found there, also before others",
  (bad) => {
    const x = normals(randomStream(0, "first non-finite"), 67);
    for (let length = 1; length <= 67; length++) {
      for (let place = 0; place < length; place++) {
        const one = x.slice(0, length).with(place, bad);
        expect(firstNonFinite(one)).toBe(place);
        expect(firstNonFinite(one.with(length - 1, Number.NaN))).toBe(place);
      }
    }
  },
);

const largest = (2 - 2 ** -23) * 2 ** 127;

test.for([
  { title: "nothing", x: [] },
  { title: "the largest numbers of either sign", x: [largest, -largest, largest, largest, -largest] },
  { title: "zeros of either sign", x: [0, -0, -0, -0, 0, -0] },
  { title: "negative numbers", x: [-1, -2, -3, -4, -5] },
  { title: "subnormal numbers", x: [2 ** -149, -(2 ** -149), 2 ** -127] },
])("$title: −1, no false alarm", ({ x }) => {
  expect(firstNonFinite(Float32Array.from(x))).toBe(-1);
});

test("no false alarm in a million of the largest numbers, and the last one is found", () => {
  const x = new Float32Array(1_000_001).fill(largest);
  expect(firstNonFinite(x)).toBe(-1);
  expect(firstNonFinite(x.with(1_000_000, Number.POSITIVE_INFINITY))).toBe(1_000_000);
});
