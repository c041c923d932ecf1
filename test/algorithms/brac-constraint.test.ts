import { expect, test } from "vitest";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import { behaviorCloning } from "../../src/algorithms/behavior-cloning.ts";
import { type BracSettings, brac } from "../../src/algorithms/brac.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";
import { cliffLog, cliffReturn } from "./cliff-bandit.ts";

await init();

const log = cliffLog();
const cloning = { hiddenSizes: [32, 32], learningRate: 3e-3, batchSize: 64 };
const behavior = behaviorCloning(log.spec, cloning);
await fitted(behavior, 1000);

async function fitted(algorithm: Algorithm<Float32Array>, steps: number): Promise<Record<string, number>> {
  let last: Record<string, number> = {};
  for await (const metrics of fit(algorithm, log, { steps, valueGuard: "off" })) last = { ...metrics };
  return last;
}

const bracOf = (given: Partial<BracSettings>) =>
  brac(log.spec, {
    behavior,
    hiddenSizes: [32, 32],
    criticLearningRate: 3e-3,
    policyLearningRate: 3e-3,
    batchSize: 64,
    discount: 0,
    criticPenalty: "none",
    ...given,
  });

test("the divergence falls with λ, and λ → ∞ is the behavior policy: KL below 0.01, the same return within 0.05", async () => {
  const divergences: number[] = [];
  for (const divergenceWeight of [0.1, 1, 1000]) {
    const algorithm = bracOf({ divergenceWeight });
    divergences.push((await fitted(algorithm, 1000)).divergence!);
    if (divergenceWeight < 1000) continue;
    expect(Math.abs(cliffReturn(algorithm.policy()) - cliffReturn(behavior.policy()))).toBeLessThan(0.05);
  }
  expect(divergences[0]!).toBeGreaterThan(divergences[1]!);
  expect(divergences[1]!).toBeGreaterThan(divergences[2]!);
  expect(divergences[2]!).toBeLessThan(0.01);
});

test("dual descent holds the divergence at its target, 0.5 within 0.15, and the policy beats cloning by 0.15", async () => {
  const algorithm = bracOf({ targetDivergence: 0.5, multiplierLearningRate: 1e-2 });
  const { divergence, divergenceWeightAtMaximum } = await fitted(algorithm, 1500);
  expect(Math.abs(divergence! - 0.5)).toBeLessThan(0.15);
  expect(divergenceWeightAtMaximum).toBe(0);
  expect(cliffReturn(algorithm.policy()) - cliffReturn(behavior.policy())).toBeGreaterThan(0.15);
});

test.for([
  { divergence: "klSampled", divergenceWeight: 0.3 },
  { divergence: "mmd", divergenceWeight: 1, kernelWidth: 1 },
  { divergence: "klDual", divergenceWeight: 3 },
  { divergence: "wassersteinDual", divergenceWeight: 1 },
] as const)("held by $divergence the policy beats cloning by 0.1 instead of falling off", async (given) => {
  const algorithm = bracOf(given);
  await fitted(algorithm, 1000);
  expect(cliffReturn(algorithm.policy()) - cliffReturn(behavior.policy())).toBeGreaterThan(0.1);
});

test.for(["klSampled", "mmd"] as const)(
  "λ → ∞ holds the policy to a mixture too, by %s: the return of the log's mean action, 0, within 0.1",
  async (divergence) => {
    const mixture = behaviorCloning(log.spec, { ...cloning, policy: "gaussianMixture" });
    await fitted(mixture, 1000);
    const algorithm = bracOf({ behavior: mixture, divergence, divergenceWeight: 1000 });
    await fitted(algorithm, 1000);
    expect(Math.abs(cliffReturn(algorithm.policy()))).toBeLessThan(0.1);
  },
);
