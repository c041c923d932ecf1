import { expect, test } from "vitest";
import type { ActorCriticAlgorithm } from "../../src/algorithms/algorithm.ts";
import { edac } from "../../src/algorithms/edac.ts";
import { rebrac } from "../../src/algorithms/rebrac.ts";
import { td3 } from "../../src/algorithms/td3.ts";
import { td3Bc } from "../../src/algorithms/td3-bc.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { trained } from "./contract.ts";
import { pointLog, pointReturn, pointReturns, pointStarts } from "./point.ts";

await init();

const log = pointLog();
const discount = 0.95;
const small = {
  hiddenSizes: [32, 32],
  batchSize: 64,
  policyLearningRate: 1e-3,
  criticLearningRate: 1e-3,
  targetUpdateRate: 0.01,
  discount,
};

/** The return of the policy after 2000 steps, and by how much its critics overestimate it. */
async function outcome(
  make: (spec: DatasetSpec) => ActorCriticAlgorithm,
): Promise<{ result: number; overestimation: number }> {
  const algorithm = make(log.spec);
  await trained(algorithm, log, 2000);
  const policy = algorithm.policy();
  const act = (s: number) => policy.act(Float32Array.of(s));
  const states = Float32Array.from(pointStarts);
  const predicted = total([...algorithm.actionValues(states, policy.actBatch(states))]) / states.length;
  const [result, discounted] = [pointReturn(act), pointReturn(act, discount)];
  algorithm.dispose();
  return { result, overestimation: predicted - discounted };
}

test("the log is far from the best policy", () => {
  expect(pointReturns.log).toBeCloseTo(-1.42, 2);
  expect(pointReturns.best).toBeCloseTo(-0.52, 2);
});

test("TD3 believes in actions that the log hardly tried, and ends below the log", async () => {
  const { result, overestimation } = await outcome((spec) => td3(spec, small));
  expect(result).toBeLessThan(pointReturns.log - 1);
  expect(overestimation).toBeGreaterThan(1);
});

const constrained = [
  { name: "TD3+BC", make: (spec: DatasetSpec) => td3Bc(spec, { ...small, valueWeight: 0.25 }), least: 0.2 },
  {
    name: "ReBRAC",
    make: (spec: DatasetSpec) =>
      rebrac(spec, { ...small, actorBehaviorWeight: 3, criticBehaviorWeight: 0.1 }),
    least: 0.2,
  },
  {
    name: "TD3+BC with quantiles",
    make: (spec: DatasetSpec) => td3Bc(spec, { ...small, valueWeight: 0.25, quantiles: 8 }),
    least: 0.2,
  },
  { name: "EDAC", make: (spec: DatasetSpec) => edac(spec, { ...small, temperature: 0.01 }), least: 0.7 },
  {
    name: "SAC-N",
    make: (spec: DatasetSpec) => edac(spec, { ...small, temperature: 0.01, diversityWeight: 0 }),
    least: 0.7,
  },
];

test.for(constrained)("$name is better than the log, and overestimates less", async ({ make, least }) => {
  const { result, overestimation } = await outcome(make);
  expect(result).toBeGreaterThan(pointReturns.log + least);
  expect(overestimation).toBeLessThan(0.5);
});
