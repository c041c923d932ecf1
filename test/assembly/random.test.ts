import { expect, test } from "vitest";
import { createArena } from "../../src/kernels/arena.ts";
import { linkKernels } from "../../src/kernels/instance.ts";
import { type RandomStream, randomStream } from "../../src/kernels/random.ts";
import { mismatches } from "../conformance.ts";
import { firstDifference } from "../first-difference.ts";
import { density, quantileOfTail, upperTail } from "../kernels/reference/normal.ts";
import { asFloats } from "./bits.ts";

const memory = new WebAssembly.Memory({ initial: 1 });
const exports = await linkKernels(memory);

function drawNormals(state: Uint32Array, count: number): Float32Array {
  const arena = createArena(memory);
  const out = arena.reserve(count);
  exports.randomNormal(out.address, arena.place(asFloats(state)), count);
  return arena.read(out);
}

/** The normal number of given bits: from s₀ = word and s₃ = −word the first output is rotateLeft(0) + word. */
function normalOf(word: number): number {
  return drawNormals(Uint32Array.of(word, 1, 1, -word), 1)[0]!;
}

test("10^5 uniform numbers and integers are the JavaScript stream's, and so is the state after them", () => {
  const arena = createArena(memory);
  const out = arena.reserve(100_000);
  const stream = randomStream(3, "kernel stream");
  const state = { address: arena.place(asFloats(stream.state)), length: 4 };
  exports.randomUniform(out.address, state.address, out.length);
  const uniform = Float32Array.from({ length: out.length }, stream.uniform);
  expect(firstDifference(arena.read(out), uniform)).toBeUndefined();
  exports.randomIntegers(out.address, state.address, out.length, 1000);
  const integers = new Int32Array(memory.buffer, out.address, out.length);
  const expected = Int32Array.from(integers, () => stream.integer(1000));
  expect(firstDifference(integers, expected)).toBeUndefined();
  expect(new Uint32Array(memory.buffer, state.address, 4)).toEqual(stream.state);
});

// mpmath, 50 digits: the reference below is itself exact
test.for([
  { tail: 0.5, x: 0 },
  { tail: 0.25, x: 0.6744897501960817 },
  { tail: 0.025, x: 1.959963984540054 },
  { tail: 1e-3, x: 3.090232306167813 },
  { tail: 1e-10, x: 6.361340902404056 },
])("the reference: P(X > $x) = $tail", ({ tail, x }) => {
  expect(quantileOfTail(tail)).toBeCloseTo(x, 13);
});

/** How far z is from the quantile of its bits: one step of Newton's method from z. */
function quantileError(z: number, bits: number): number {
  const tail = ((bits & 0x7fffffff) + 0.5) / 2 ** 32;
  return Math.abs((upperTail(Math.abs(z)) - tail) / density(z));
}

test("2^18 draws are the normal quantiles of their bits within 5e-7 absolute + 5e-7 relative", () => {
  const stream = randomStream(0, "normal quantiles");
  const draws = drawNormals(stream.state, 2 ** 18);
  const allowed = (z: number) => 5e-7 + 5e-7 * Math.abs(z);
  expect(draws.find((z) => !isWithin(z, stream, allowed(z)))).toBeUndefined();
});

function isWithin(z: number, { bits }: RandomStream, allowed: number): boolean {
  const word = bits();
  return quantileError(z, word) <= allowed && z < 0 === (word >= 2 ** 31 && z !== 0);
}

const { floor } = Math;
/** The extremes, the middle, and both sides of where the two rational functions meet (tail = 0.075). */
const words = [
  0,
  1,
  2,
  1000,
  2 ** 20,
  floor(0.075 * 2 ** 32) - 200,
  floor(0.075 * 2 ** 32) + 200,
  2 ** 31 - 2,
  2 ** 31 - 1,
];

test.for(words)(
  "bits %d give their normal quantile within 1e-6 relative + 2e-7, and the other sign its opposite",
  (word) => {
    const expected = quantileOfTail((word + 0.5) / 2 ** 32);
    const limits = { relative: 1e-6, absolute: 2e-7 };
    expect(mismatches("quantile", [normalOf(word)], expected, limits)).toEqual([]);
    expect(normalOf(word + 2 ** 31)).toBe(-normalOf(word));
  },
);

test("bits all 0 and all 1 give finite numbers below 6.4 in size", () => {
  expect(normalOf(0)).toBeGreaterThan(6.3);
  expect(normalOf(0)).toBeLessThan(6.4);
  expect(normalOf(2 ** 32 - 1)).toBeCloseTo(0, 6);
});

// A standard error of the k-th moment of n draws: √(1/n), √(2/n), √(6/n), √(24/n)
test("2^20 draws have the moments of N(0, 1) within 5 standard errors", () => {
  const draws = drawNormals(randomStream(5, "moments").state, 2 ** 20);
  const moment = (f: (z: number) => number) => draws.reduce((sum, z) => sum + f(z), 0) / draws.length;
  const root = Math.sqrt(draws.length);
  expect(Math.abs(moment((z) => z))).toBeLessThan(5 / root);
  expect(Math.abs(moment((z) => z * z - 1))).toBeLessThan((5 * Math.sqrt(2)) / root);
  expect(Math.abs(moment((z) => z ** 3 - 3 * z))).toBeLessThan((5 * Math.sqrt(6)) / root);
  expect(Math.abs(moment((z) => z ** 4 - 6 * z * z + 3))).toBeLessThan((5 * Math.sqrt(24)) / root);
});
