import { expect, test } from "vitest";
import { smoothed } from "../../src/algorithms/target-smoothing.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";

await init();

test("noise is scaled, limited, added, and the action kept in [−1, 1]", () => {
  const actions = matrixOf([
    [0.5, 0.5],
    [-0.25, 0.25],
    [0.75, -0.75],
  ]);
  const noise = matrixOf([
    [0, 1], // 0.25 · 1
    [4, -4], // limited to ±0.5
    [2, -4], // beyond 1, and limited beyond −1
  ]);
  const result = smoothed(actions, noise, { targetNoise: 0.25, targetNoiseLimit: 0.5 });
  expect(entriesOf(result)).toEqual([0.5, 0.75, 0.25, -0.25, 1, -1]);
});

test.for([
  { targetNoise: 0, targetNoiseLimit: 0.5 },
  { targetNoise: 0.25, targetNoiseLimit: 0 },
])("$targetNoise limited to $targetNoiseLimit leaves the action as it is", (config) => {
  expect(entriesOf(smoothed(matrixOf([[0.5, -1]]), matrixOf([[3, -3]]), config))).toEqual([0.5, -1]);
});
