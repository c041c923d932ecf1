import { expect, test } from "vitest";
import { normalizedScore, referenceScores } from "../../src/env/reference-scores.ts";

test("the random policy has 0 and the expert 100 in every environment", () => {
  for (const [name, { random, expert }] of Object.entries(referenceScores)) {
    expect(normalizedScore(name, random)).toBe(0);
    expect(normalizedScore(name, expert)).toBeCloseTo(100, 12);
  }
});

test("a re-planned controller scores 144.7 on umaze and 155.4 on medium", () => {
  expect(normalizedScore("maze2d-umaze", 223.6)).toBeCloseTo(144.7, 1);
  expect(normalizedScore("maze2d-medium", 423.9)).toBeCloseTo(155.4, 1);
});

test.for(["maze2d-giant", "constructor", ""])("%s is refused", (name) => {
  expect(() => normalizedScore(name, 1)).toThrow(`there are no reference scores of "${name}"`);
});
