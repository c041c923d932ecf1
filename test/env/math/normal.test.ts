import { expect, test } from "vitest";
import { normal, normalLogCdf, normalLogDensity, normalQuantile } from "../../../src/env/math/normal.ts";
import { randomStream } from "../../../src/kernels/random.ts";

// log Φ(z) to 17 digits, from a series in 900-digit arithmetic
test.for([
  [-20, -203.91715537109727],
  [-10, -53.23128515051247],
  [-5, -15.064998393988725],
  [-3, -6.607726221510349],
  [-2, -3.783184333682032],
  [-1.9, -3.5502813255421346],
  [-1, -1.8410216450092636],
  [-0.5, -1.1759117615936185],
  [0, -Math.LN2],
  [0.3, -0.4814101615884812],
  [1, -0.17275377902344988],
  [2, -0.02301290932896349],
  [2.0001, -0.023007385110405103],
  [-2.0001, -3.783421659663929],
  [3, -0.0013508099647481938],
  [5, -2.866516129637636e-7],
  [8, -6.220960574271786e-16],
  [10, -7.619853024160525e-24],
] as const)("log Φ(%d) = %d within 1e-13 of itself", ([z, expected]) => {
  expect(Math.abs(normalLogCdf(z) / expected - 1)).toBeLessThan(1e-13);
});

test("the derivative of log Φ is φ/Φ, also across its branches", () => {
  for (let z = -8; z < 5; z += 0.01) {
    const slope = (normalLogCdf(z + 1e-5) - normalLogCdf(z - 1e-5)) / 2e-5;
    const expected = Math.exp(normalLogDensity(z) - normalLogCdf(z));
    expect(Math.abs(slope - expected)).toBeLessThan(1e-8 * Math.max(1, Math.abs(z)));
  }
});

// statistics.NormalDist().inv_cdf of Python 3
test.for([
  [1e-10, -6.361340902404056],
  [1e-6, -4.753424308822899],
  [0.001, -3.090232306167813],
  [0.07, -1.4757910281791702],
  [0.5, 0],
  [0.8, 0.8416212335729144],
  [0.95, 1.6448536269514715],
  [0.999999, 4.753424308817089],
] as const)("the quantile of %d is %d", ([p, expected]) => {
  expect(normalQuantile(p)).toBeCloseTo(expected, 14);
});

test("the quantile undoes Φ within 1e-13", () => {
  for (let z = -7; z < 2; z += 0.01) {
    expect(Math.abs(normalQuantile(Math.exp(normalLogCdf(z))) - z)).toBeLessThan(1e-13);
  }
});

test("100,000 draws have the moments of N(0, 1) within 4 standard errors, and shares of its tails", () => {
  const random = randomStream(1, "draws");
  const count = 100_000;
  const draws = Float64Array.from({ length: count }, () => normal(random));
  const mean = (power: number) => draws.reduce((sum, z) => sum + z ** power, 0) / count;
  const root = Math.sqrt(count);
  expect(Math.abs(mean(1))).toBeLessThan(4 / root);
  expect(Math.abs(mean(2) - 1)).toBeLessThan((4 * Math.SQRT2) / root);
  expect(Math.abs(mean(3))).toBeLessThan((4 * Math.sqrt(15)) / root);
  expect(Math.abs(mean(4) - 3)).toBeLessThan((4 * Math.sqrt(96)) / root);
  const tails = draws.filter((z) => Math.abs(z) > 1.959963984540054).length / count;
  expect(Math.abs(tails - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / count));
});

test("a draw takes one step of the stream", () => {
  const [one, other] = [randomStream(4, "draws"), randomStream(4, "draws")];
  normal(one);
  other.bits();
  expect(one.state).toEqual(other.state);
});
