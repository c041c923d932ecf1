import { memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { continuousInputs } from "../../src/algorithms/continuous-inputs.ts";
import { sac } from "../../src/algorithms/sac.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";
import { continuousLog } from "./continuous-log.ts";

await init();

const { spec } = continuousLog();

test("actions in [−2, 2] × [0, 1] become ones in [−1, 1] and return; what exceeds a bound is put on it", () => {
  const inputs = continuousInputs(spec, { standardizeObservations: true });
  const scaled = inputs.actions(
    matrixOf([
      [-2, 0.5],
      [1, 1.0001],
    ]),
  );
  expect(entriesOf(scaled)).toEqual([-1, 0, 0.5, 1]);
  expect(entriesOf(inputs.logActions(scaled))).toEqual([-2, 0.5, 1, 1]);
  expect(Math.abs(inputs.logVolume - Math.log(2 * 0.5))).toBeLessThan(1e-12);
});

test("observations are standardized by the log's statistics, unless they are to stay", () => {
  const x = matrixOf([[1, 2, 3]]);
  const standardized = entriesOf(continuousInputs(spec, { standardizeObservations: true }).observations(x));
  const expected = [1, 2, 3].map((value, i) => (value - spec.observationMean[i]!) / spec.observationStd[i]!);
  expect(standardized.every((value, i) => Math.abs(value - expected[i]!) < 1e-5)).toBe(true);
  const plain = continuousInputs(spec, { standardizeObservations: false }).observations(x);
  expect(entriesOf(plain)).toEqual([1, 2, 3]);
});

test("dispose leaves nothing", () => {
  const before = memory();
  continuousInputs(spec, { standardizeObservations: true }).dispose();
  expect(memory()).toEqual(before);
});

test("an explorer's densities are those of its draws in the log's units: shares of cells within 5 standard errors", () => {
  const log = continuousLog();
  const explorer = sac(log.spec, { hiddenSizes: [8] }).explorer(0);
  const observation = log.observations.slice(0, 3);
  const draws = Array.from({ length: 6000 }, () => {
    const { action, logProbability } = explorer.decide(observation);
    return { x: action[0]!, y: action[1]!, density: Math.exp(logProbability) };
  });
  // the mean of 1 / density over the draws in a cell is its area over all draws
  for (const [low, high] of [
    [-1, 0],
    [0, 1],
  ] as const) {
    const inverses = draws.map(({ x, y, density }) =>
      x >= low && x < high && y >= 0.3 && y < 0.7 ? 1 / density : 0,
    );
    const mean = inverses.reduce((sum, value) => sum + value, 0) / draws.length;
    const variance = inverses.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean - 0.4)).toBeLessThan(5 * Math.sqrt(variance / draws.length));
  }
});
