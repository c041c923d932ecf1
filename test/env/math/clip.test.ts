import { expect, test } from "vitest";
import { clip } from "../../../src/env/math/clip.ts";

test.each([
  [0.5, 0.5],
  [2, 1],
  [-Infinity, -1],
  [1, 1],
  [-0, -0],
  [Number.NaN, Number.NaN],
])("%d is clipped to [-1, 1] as %d", (value, clipped) => {
  expect(clip(value, -1, 1)).toBe(clipped);
});
