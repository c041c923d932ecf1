import { add, memory, mul, slice, type Tensor2D } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { drawingPolicies, noisyPolicies } from "../../src/algorithms/actor-policies.ts";
import { continuousInputs } from "../../src/algorithms/continuous-inputs.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { tanhGaussianActor } from "../../src/networks/tanh-gaussian-actor.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";

await init();

const halfRanges = [2, 0.25];
const spec: DatasetSpec = {
  observationSize: 3,
  observationMean: [1, 0, 0],
  observationStd: [2, 1, 1],
  actions: { kind: "continuous", size: 2, low: [-2, 0], high: [2, 0.5] },
};
const state = Float32Array.of(0.5, -0.25, 1);

test("noisy: σ is in units of half the range, and the density, or the mass at a bound, in those of the log", () => {
  const inputs = continuousInputs(spec, { standardizeObservations: false });
  const mean = matrixOf([[0.5, 0.98]]);
  const act = (observations: Tensor2D): Tensor2D => add(mul(0, slice(observations, [0, 0], [-1, 2])), mean);
  const policies = noisyPolicies(inputs, act, 0.1);
  const [first, second] = [1, 0.495];
  expect(policies.policy().act(state)).toEqual(Float32Array.of(first, second));
  const explorer = policies.explorer(0);
  const deviations = halfRanges.map((half) => 0.1 * half);
  const logDensity = (x: number, sigma: number) =>
    -0.5 * (x / sigma) ** 2 - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
  const beyond = Math.log(0.4207402905608969); // log Φ(−0.2): 0.5 lies 0.2 σ from the mean
  const decisions = Array.from({ length: 500 }, () => explorer.decide(state));
  const wrong = decisions.filter(({ action: [a, b], logProbability }) => {
    const ofSecond = b === 0.5 ? beyond : logDensity(b! - second, deviations[1]!);
    return Math.abs(logProbability - logDensity(a! - first, deviations[0]!) - ofSecond) > 1e-3;
  });
  expect(wrong).toEqual([]);
  const atBound = decisions.filter(({ action }) => action[1] === 0.5).length / decisions.length;
  expect(Math.abs(atBound - 0.42)).toBeLessThan(5 * Math.sqrt((0.42 * 0.58) / decisions.length));
  const variance = total(decisions.map(({ action }) => (action[0]! - first) ** 2)) / decisions.length;
  // of the variance of n draws 2 σ⁴ / n
  expect(Math.abs(variance - deviations[0]! ** 2)).toBeLessThan(
    5 * deviations[0]! ** 2 * Math.sqrt(2 / decisions.length),
  );
  policies.dispose();
});

test("drawing: the density is the actor's, of standardized observations, less the log of the volume", () => {
  const inputs = continuousInputs(spec, { standardizeObservations: true });
  const shape = { sizes: [3, 8], actionSize: 2 };
  const actor = tanhGaussianActor("the policy", shape, randomStream(0, "policy"));
  const policies = drawingPolicies(inputs, actor.mode, actor);
  const explorer = policies.explorer(0);
  const standardized = matrixOf([[(0.5 - 1) / 2, -0.25, 1]]);
  const logVolume = Math.log(halfRanges[0]!) + Math.log(halfRanges[1]!);
  for (const { action, logProbability } of Array.from({ length: 50 }, () => explorer.decide(state))) {
    const scaled = [action[0]! / 2, (action[1]! - 0.25) / 0.25];
    if (scaled.some((a) => Math.abs(a) > 0.99)) continue; // where float32 no longer tells what was squashed
    const [expected] = entriesOf(actor.logProb(standardized, matrixOf([scaled])));
    expect(Math.abs(logProbability - (expected! - logVolume))).toBeLessThan(2e-3);
  }
  policies.dispose();
});

test("dispose frees all explorers, and leaves the actor", () => {
  const inputs = continuousInputs(spec, { standardizeObservations: false });
  const actor = tanhGaussianActor("the policy", { sizes: [3], actionSize: 2 }, randomStream(0, "policy"));
  const before = memory();
  const policies = drawingPolicies(inputs, actor.mode, actor);
  for (const seed of [0, 1]) policies.explorer(seed).act(state);
  policies.policy().act(state);
  expect(memory().numTensors).toBeGreaterThan(before.numTensors);
  policies.dispose();
  expect(memory()).toEqual(before);
  actor.dispose();
});
