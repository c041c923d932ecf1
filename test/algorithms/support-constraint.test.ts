import { expect, test } from "vitest";
import type { ContinuousAlgorithm } from "../../src/algorithms/algorithm.ts";
import { type BcqConfig, bcq } from "../../src/algorithms/bcq.ts";
import { type BearConfig, bear } from "../../src/algorithms/bear.ts";
import { plas } from "../../src/algorithms/plas.ts";
import { td3 } from "../../src/algorithms/td3.ts";
import { vaeBehaviorCloning } from "../../src/algorithms/vae-behavior-cloning.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";
import { cliffLog, cliffReturn } from "./cliff-bandit.ts";
import { contentsOf } from "./contents.ts";

await init();

const log = cliffLog();

const critic = { hiddenSizes: [32, 32], criticLearningRate: 3e-3, batchSize: 64, discount: 0 };
const small = { ...critic, policyLearningRate: 3e-3 };
const behaviorModel = {
  behaviorHiddenSizes: [32, 32],
  behaviorLearningRate: 3e-3,
  latentDivergenceWeight: 0.05,
};

/** What was reported last. */
async function fitted(algorithm: ContinuousAlgorithm, steps = 1000): Promise<Record<string, number>> {
  let last: Record<string, number> = {};
  for await (const metrics of fit(algorithm, log, { steps, valueGuard: "off" })) last = { ...metrics };
  return last;
}

async function returnOf(algorithm: ContinuousAlgorithm, steps?: number): Promise<number> {
  await fitted(algorithm, steps);
  return cliffReturn(algorithm.policy());
}

const bcqOf = (given: Partial<BcqConfig>) =>
  bcq(log.spec, { ...critic, ...behaviorModel, actionCandidates: 30, targetCandidates: 1, ...given });

const bearOf = (given: Partial<BearConfig>) =>
  bear(log.spec, {
    ...small,
    ...behaviorModel,
    latentLimit: 2,
    matchedSamples: 5,
    targetCandidates: 1,
    warmStartSteps: 200,
    ...given,
  });

test("without a constraint the policy falls off the cliff in every state: −1", async () => {
  expect(await returnOf(td3(log.spec, small), 500)).toBe(-1);
});

test("cloning by a VAE gets what the log's mean action pays, 0 within 0.05", async () => {
  const cloning = vaeBehaviorCloning(log.spec, { hiddenSizes: [32, 32], learningRate: 3e-3, batchSize: 64 });
  expect(Math.abs(await returnOf(cloning))).toBeLessThan(0.05);
});

test("BCQ chooses among the log's actions: above 0.3 of the best 0.5", async () => {
  expect(await returnOf(bcqOf({ perturbationLimit: 0, latentLimit: 1.5 }))).toBeGreaterThan(0.3);
});

test("latents within ±½ hold BCQ in the middle of the log's actions; it still beats cloning by 0.15", async () => {
  expect(await returnOf(bcqOf({}))).toBeGreaterThan(0.15);
});

test("BCQ with one candidate and without perturbation acts by the behavior model, whatever the values", async () => {
  const actionsOf = async (given: Partial<BcqConfig>) => {
    const algorithm = bcqOf({ perturbationLimit: 0, ...given });
    await fitted(algorithm, 100);
    return algorithm.policy().actBatch(log.observations.slice(0, 50));
  };
  const values = { criticLearningRate: 1e-6 };
  expect(await actionsOf({ actionCandidates: 1, ...values })).toEqual(
    await actionsOf({ actionCandidates: 1 }),
  );
  expect(await actionsOf({ actionCandidates: 10, ...values })).not.toEqual(
    await actionsOf({ actionCandidates: 10 }),
  );
});

test("BCQ and BEAR learn the VAE of cloning, to the bit", async () => {
  const settings = { hiddenSizes: [32, 32], learningRate: 3e-3, batchSize: 64, latentDivergenceWeight: 0.05 };
  const weightsOf = async (algorithm: ContinuousAlgorithm) => {
    await fitted(algorithm, 50);
    const ofModel = algorithm.variables.filter(({ name }) => name.includes("coder of the behavior model"));
    expect(ofModel).toHaveLength(12);
    return contentsOf(ofModel);
  };
  const expected = await weightsOf(vaeBehaviorCloning(log.spec, settings));
  expect(await weightsOf(bcqOf({}))).toEqual(expected);
  expect(await weightsOf(bearOf({}))).toEqual(expected);
});

test("PLAS finds the best latent: above 0.2", async () => {
  const behavior = vaeBehaviorCloning(log.spec, {
    hiddenSizes: [32, 32],
    learningRate: 3e-3,
    batchSize: 64,
    latentDivergenceWeight: 0.05,
  });
  await fitted(behavior);
  expect(await returnOf(plas(log.spec, { ...small, behavior, latentLimit: 1 }))).toBeGreaterThan(0.2);
});

test("BEAR's constraint has an effect: λ = 10 lowers the discrepancy to below a fifth of that of λ = 0, and pays", async () => {
  const [free, held] = [bearOf({ discrepancyWeight: 0 }), bearOf({ discrepancyWeight: 10 })];
  const [without, within] = [await fitted(free, 700), await fitted(held, 700)];
  expect(within.discrepancy!).toBeLessThan(without.discrepancy! / 5);
  expect(cliffReturn(free.policy())).toBe(-1);
  expect(cliffReturn(held.policy())).toBeGreaterThan(0.3);
});

test("BEAR's multiplier holds the discrepancy at its threshold, 0.1 within 0.03", async () => {
  const algorithm = bearOf({ discrepancyThreshold: 0.1, multiplierLearningRate: 1e-2 });
  const { discrepancy } = await fitted(algorithm, 1000);
  expect(Math.abs(discrepancy! - 0.1)).toBeLessThan(0.03);
});

test("BEAR's multiplier falls where the threshold is loose, and rises where it cannot be met", async () => {
  const weightAt = async (discrepancyThreshold: number) =>
    (await fitted(bearOf({ discrepancyThreshold, multiplierLearningRate: 1e-2 }), 50)).discrepancyWeight!;
  expect(await weightAt(10)).toBeLessThan(0.7);
  expect(await weightAt(0)).toBeGreaterThan(1.5);
});

test("a weight w of the divergence above four times the variance of the log's actions leaves the VAE their mean", async () => {
  // the variance is 1/12, so that w = 0.5 is above and w = 0.05 below it
  const errorAt = async (latentDivergenceWeight: number) => {
    const settings = { hiddenSizes: [32, 32], learningRate: 3e-3, batchSize: 64, latentDivergenceWeight };
    return (await fitted(vaeBehaviorCloning(log.spec, settings))).reconstruction!;
  };
  expect(await errorAt(0.5)).toBeGreaterThan(0.06);
  expect(await errorAt(0.05)).toBeLessThan(0.03);
});
