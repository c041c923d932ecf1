import { expect, test } from "vitest";
import { standardNormal, symmetricUniform } from "../../../src/env/mujoco/standard-normal.ts";
import { randomStream } from "../../../src/kernels/random.ts";

const count = 100_000;

function draws(draw: typeof standardNormal): number[] {
  const random = randomStream(1, "draws");
  return Array.from({ length: count }, () => draw(random));
}

/** Mean of the k-th power, with the standard error that it has for N(0, 1). */
function moment(values: readonly number[], k: number): number {
  return values.reduce((sum, value) => sum + value ** k, 0) / values.length;
}

test("the first four moments are 0, 1, 0 and 3 within 4 standard errors, and the tails have their shares", () => {
  const values = draws(standardNormal);
  const errors = [1, 2, 15, 96].map((variance) => 4 * Math.sqrt(variance / count));
  [0, 1, 0, 3].forEach((expected, i) => {
    expect(Math.abs(moment(values, i + 1) - expected)).toBeLessThan(errors[i]!);
  });
  for (const [limit, share] of [
    [-1, 0.158655],
    [0, 0.5],
    [2, 0.97725],
  ] as const) {
    const below = values.filter((value) => value < limit).length / count;
    expect(Math.abs(below - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / count));
  }
});

test("a draw is a float32, so that a last bit of Math.log does not show", () => {
  expect(draws(standardNormal).every((value) => Math.fround(value) === value)).toBe(true);
});

test("successive draws are not correlated", () => {
  const values = draws(standardNormal);
  const product = values.reduce((sum, value, i) => sum + value * (values[i - 1] ?? 0), 0) / count;
  expect(Math.abs(product)).toBeLessThan(4 / Math.sqrt(count));
});

test("symmetricUniform is 2u − 1", () => {
  const uniform = randomStream(1, "draws").uniform();
  expect(draws(symmetricUniform)[0]).toBe(2 * uniform - 1);
});
