import { expect, test } from "vitest";
import { createArena } from "../../src/kernels/arena.ts";
import { linkKernels } from "../../src/kernels/instance.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { asFloats } from "./bits.ts";
import { fingerprint } from "./fingerprint.ts";

const memory = new WebAssembly.Memory({ initial: 1 });
const exports = await linkKernels(memory);
const COUNT = 2 ** 16;

/** Bit patterns of every exponent, then numbers of order 1, where functions are at their most curved. */
function input(): Float32Array {
  const { bits, uniform } = randomStream(0, "determinism");
  const patterns = new Float32Array(Uint32Array.from({ length: COUNT }, bits).buffer);
  return Float32Array.from({ length: 2 * COUNT }, (_, i) => patterns[i] ?? 8 * uniform() - 4);
}

const x = input();

test("the input is the same everywhere", () => {
  expect(fingerprint(x)).toBe("4fb1c72b");
});

test("NaNs of any sign and payload have one fingerprint, ±0 have two", () => {
  const nans = Uint32Array.of(0x7fc00000, 0xffc00001, 0x7f800001);
  const prints = Array.from(nans, (word) => fingerprint(new Float32Array(Uint32Array.of(word).buffer)));
  expect(new Set(prints).size).toBe(1);
  expect(fingerprint(Float32Array.of(0))).not.toBe(fingerprint(Float32Array.of(-0)));
});

// Written down once: another engine, compiler or formula that changes a single bit of 2^17 results shows here.
const elementary = [
  { name: "exp", print: "95db1d65" },
  { name: "expm1", print: "81703d30" },
  { name: "log", print: "c3e1457e" },
  { name: "log1p", print: "ab1ecba2" },
  { name: "tanh", print: "8d952ad9" },
  { name: "atanh", print: "ea6a9c97" },
  { name: "sigmoid", print: "a9ddc70b" },
  { name: "softplus", print: "0ef21f7d" },
  { name: "logSigmoid", print: "819f19d7" },
  { name: "cosine", print: "d11cfcec" },
  { name: "elu", print: "33078cff" },
  { name: "erf", print: "c1408ae2" },
  { name: "reciprocalSquareRoot", print: "0994499c" },
  { name: "selu", print: "233030d9" },
  { name: "sine", print: "c91d3338" },
] as const;

test.for(elementary)("$name of 2^17 numbers has the fingerprint $print", ({ name, print }) => {
  const arena = createArena(memory);
  const out = arena.reserve(x.length);
  exports[name](out.address, arena.place(x), x.length);
  expect(fingerprint(arena.read(out))).toBe(print);
});

test("power of 2^16 pairs of any bits and numbers of order 1 has the fingerprint 832ec01b", () => {
  const arena = createArena(memory);
  const out = arena.reserve(COUNT);
  const [a, b] = [arena.place(x.subarray(0, COUNT)), arena.place(x.subarray(COUNT))];
  exports.power(out.address, a, b, 1, 1, COUNT, 0b110110);
  expect(fingerprint(arena.read(out))).toBe("832ec01b");
});

test("2^17 normal numbers have the fingerprint a3c06653", () => {
  const arena = createArena(memory);
  const out = arena.reserve(x.length);
  const state = asFloats(randomStream(0, "normal").state);
  exports.randomNormal(out.address, arena.place(state), x.length);
  expect(fingerprint(arena.read(out))).toBe("a3c06653");
});

test.for([
  { name: "logSumExp", results: 1, print: "ef5fb9a8" },
  { name: "softmax", results: 16, print: "91434593" },
] as const)("$name of 2^12 rows of 16 has the fingerprint $print", ({ name, results, print }) => {
  const rows = 2 ** 12;
  const arena = createArena(memory);
  const out = arena.reserve(rows * results);
  exports[name](out.address, arena.place(x.subarray(COUNT)), rows, 16, 1);
  expect(fingerprint(arena.read(out))).toBe(print);
});

test.for(elementary)(
  "$name gives an entry the same bits alone and anywhere in an array, at any alignment",
  ({ name }) => {
    const arena = createArena(memory);
    const some = x.subarray(COUNT - 33, COUNT + 34);
    const address = arena.place(some);
    const alone = arena.reserve(some.length);
    for (let i = 0; i < some.length; i++) exports[name](alone.address + 4 * i, address + 4 * i, 1);
    const expected = fingerprint(arena.read(alone));
    for (const offset of [0, 4, 8, 12]) {
      const block = { address: arena.reserve(some.length + 3).address + offset, length: some.length };
      exports[name](block.address, address, some.length);
      expect(fingerprint(arena.read(block))).toBe(expected);
    }
  },
);
