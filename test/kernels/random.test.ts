import { expect, test } from "vitest";
import { type RandomStream, randomStream } from "../../src/kernels/random.ts";

function draw(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

function streamAt(state: readonly number[]): RandomStream {
  const stream = randomStream(0, "");
  stream.state.set(state);
  return stream;
}

/** Σ (observed − expected)² / expected over `bins` equally likely values 0 … bins − 1. */
function chiSquare(values: readonly number[], bins: number): number {
  const counts = new Float64Array(bins);
  for (const value of values) counts[value]! += 1;
  const expected = values.length / bins;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

// Worked out by an independent implementation of the paper's pseudocode in Python integers.
test.for([
  {
    state: [1, 2, 3, 4],
    bits: [
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011,
      621204420,
    ],
    after: [939045227, 1864939416, 1451579149, 2199351389],
  },
  {
    state: [0xffffffff, 0x80000000, 0x9e3779b9, 0x7fffffff],
    bits: [
      4294967102, 4294967295, 551079718, 1192772754, 3036152527, 3214085350, 2361618513, 2541264901,
      140523604, 3391453451,
    ],
    after: [1499285285, 3317826536, 93200439, 1972327382],
  },
])("bits are xoshiro128++'s from state $state, and so is the state after them", ({ state, bits, after }) => {
  const stream = streamAt(state);
  expect(draw(10, stream.bits)).toEqual(bits);
  expect(Array.from(stream.state)).toEqual(after);
});

// Worked out by an independent implementation in Python integers: a change here changes every seeded result.
test.for([
  { seed: 0, name: "", state: [406121528, 2810574399, 1699709376, 3448934087] },
  { seed: 0, name: "init", state: [1020596229, 2842119551, 1226664521, 596759391] },
  { seed: 2 ** 53 - 1, name: "batch", state: [537217261, 2074534660, 3111491075, 2648858506] },
])("seed $seed and name $name give the state $state", ({ seed, name, state }) => {
  expect(Array.from(randomStream(seed, name).state)).toEqual(state);
});

// The bounds are the 0.1 % and 99.9 % quantiles of χ² with 255 degrees of freedom.
test.for([
  { part: "high byte", shift: 24 },
  { part: "low byte", shift: 0 },
])("the $part of 2^18 draws is uniform: χ² with 255 degrees of freedom in [190.8, 330.6]", ({ shift }) => {
  const { bits } = randomStream(1, "uniformity");
  const statistic = chiSquare(
    draw(2 ** 18, () => (bits() >>> shift) & 0xff),
    256,
  );
  expect(statistic).toBeGreaterThan(190.8);
  expect(statistic).toBeLessThan(330.6);
});

test("integer(10) is uniform over 10^5 draws: χ² with 9 degrees of freedom in [1.0, 28.1]", () => {
  const { integer } = randomStream(1, "uniformity");
  const statistic = chiSquare(
    draw(1e5, () => integer(10)),
    10,
  );
  expect(statistic).toBeGreaterThan(1.0);
  expect(statistic).toBeLessThan(28.1);
});

test("uniform is ⌊bits / 2^8⌋ / 2^24 exactly, hence a float32 in [0, 1)", () => {
  const { bits } = randomStream(4, "uniform");
  const { uniform } = randomStream(4, "uniform");
  for (let i = 0; i < 10_000; i++) {
    const value = uniform();
    expect(value).toBe(Math.floor(bits() / 256) / 2 ** 24);
    expect(Math.fround(value)).toBe(value);
  }
});

test.for([1, 2, 3, 10, 65535, 65536, 65537, 999_999_937, 2 ** 31, 2 ** 32 - 1, 2 ** 32])(
  "integer(%d) is the high word of bits · bound, exact against BigInt",
  (bound) => {
    const { bits } = randomStream(5, "integer");
    const { integer } = randomStream(5, "integer");
    for (let i = 0; i < 2000; i++)
      expect(integer(bound)).toBe(Number((BigInt(bits()) * BigInt(bound)) >> 32n));
  },
);

// From s0 = word and s3 = -word the first output is rotateLeft(0) + word.
test.for([
  [0, 1],
  [0, 2 ** 32],
  [2 ** 32 - 1, 1],
  [2 ** 32 - 1, 7],
  [2 ** 32 - 1, 2 ** 32 - 1],
  [2 ** 32 - 1, 2 ** 32],
  [2 ** 32 - 5, 3435973837], // the product is -1 modulo 2^32: rounded to a double, its high word is one more
] as const)("integer is exact at the edges: bits %d, bound %d", ([word, bound]) => {
  const { integer } = streamAt([word, 1, 1, -word]);
  expect(integer(bound)).toBe(Number((BigInt(word) * BigInt(bound)) >> 32n));
});

test("streams of another name or seed differ in each of the first 100 draws", () => {
  const reference = draw(100, randomStream(0, "batch").bits);
  const others: [number, string][] = [
    [0, "init"],
    [0, "batc"],
    [0, "hctab"],
    [1, "batch"],
    [2 ** 32, "batch"],
  ];
  for (const [seed, name] of others) {
    const bits = draw(100, randomStream(seed, name).bits);
    expect(bits.filter((word, i) => word === reference[i])).toEqual([]);
  }
});

test("the first draws of 2000 neighbouring seeds are uniform: χ² with 9 degrees of freedom in [1.0, 28.1]", () => {
  const digits = Array.from({ length: 2000 }, (_, seed) => randomStream(seed, "batch").integer(10));
  expect(chiSquare(digits, 10)).toBeGreaterThan(1.0);
  expect(chiSquare(digits, 10)).toBeLessThan(28.1);
});

test("equal seed and name give equal streams that do not share state", () => {
  const first = randomStream(6, "batch");
  const second = randomStream(6, "batch");
  const bits = draw(10, first.bits);
  expect(draw(10, second.bits)).toEqual(bits);
});

test("a saved state resumes the stream", () => {
  const stream = randomStream(7, "batch");
  draw(13, stream.bits);
  const saved = stream.state.slice();
  const continued = draw(20, stream.uniform);
  const resumed = randomStream(8, "elsewhere");
  resumed.state.set(saved);
  expect(draw(20, resumed.uniform)).toEqual(continued);
});

test.for([-1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])("seed %d is refused", (seed) => {
  expect(() => randomStream(seed, "batch")).toThrow(
    `seed must be an integer from 0 to 2^53 - 1; got ${seed}`,
  );
});

test.for([0, -1, 2.5, 2 ** 32 + 1, Number.NaN])("bound %d is refused", (bound) => {
  expect(() => randomStream(0, "batch").integer(bound)).toThrow(
    `bound must be an integer from 1 to 2^32; got ${bound}`,
  );
});
