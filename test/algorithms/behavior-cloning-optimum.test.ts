import { mean, type Scalar, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { ContinuousAlgorithm } from "../../src/algorithms/algorithm.ts";
import { behaviorCloning } from "../../src/algorithms/behavior-cloning.ts";
import { deterministicBehaviorCloning } from "../../src/algorithms/deterministic-behavior-cloning.ts";
import { noise } from "../../src/algorithms/noise.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { bestEpisodes } from "../../src/dataset/select-episodes.ts";
import { splitByEpisode } from "../../src/dataset/split-by-episode.ts";
import { sampleStatistics } from "../../src/dataset/statistics.ts";
import { behaviorLogLikelihood } from "../../src/evaluation/behavior-log-likelihood.ts";
import { actionErrorLoss } from "../../src/losses/cloning.ts";
import { adam } from "../../src/tensor/adam.ts";
import { init } from "../../src/tensor/init.ts";
import { minimize } from "../../src/tensor/minimize.ts";
import { fit } from "../../src/training/fit.ts";
import { entriesOf } from "../tensor/entries.ts";
import { drawnBatch } from "./continuous-log.ts";
import { lineDeviation, noisyLine, twoModes } from "./noisy-line.ts";

await init();

const small = { hiddenSizes: [32], learningRate: 3e-3 };
const states = [-0.6, -0.3, 0, 0.4, 0.6];

async function trained<Learner extends ContinuousAlgorithm>(
  algorithm: Learner,
  log: Dataset,
  steps: number,
): Promise<Learner> {
  for await (const _ of fit(algorithm, log, { steps }));
  return algorithm;
}

/** Mean and deviation of what the explorer draws at a state. */
function drawnAt(algorithm: ContinuousAlgorithm, state: number): { mean: number; sd: number } {
  const explorer = algorithm.explorer(0);
  const observation = Float32Array.of(state);
  return sampleStatistics(Float64Array.from({ length: 2000 }, () => explorer.act(observation)[0]!));
}

const log = noisyLine(400);

test.for(["tanhGaussian", "sharedStdTanhGaussian", "gaussian", "gaussianMixture"] as const)(
  "%s: draws around a = s with the log's σ of 0.4, within 0.15 and 0.08",
  async (policy) => {
    const algorithm = await trained(behaviorCloning(log.spec, { ...small, policy }), log, 1200);
    for (const state of states) {
      const { mean, sd } = drawnAt(algorithm, state);
      expect(Math.abs(mean - state)).toBeLessThan(0.15);
      expect(Math.abs(sd - lineDeviation)).toBeLessThan(0.08);
    }
  },
);

test("the error of a drawn action takes σ below a third of the log's, on its way to 0", () => {
  const { actor, inputs, sampling } = behaviorCloning(log.spec, small);
  const optimizer = adam(actor.variables, { learningRate: small.learningRate });
  const draws = noise(0, "drawn actions");
  for (let step = 0; step < 400; step++) {
    tidy(() => {
      const { observations, actions } = inputs.scaled(drawnBatch(log, sampling));
      minimize("the error of a drawn action", optimizer, () => {
        const { action } = actor.sample(observations, draws.normal(sampling.batchSize, 1));
        return { loss: actionErrorLoss(action, actions) };
      });
    });
  }
  const { observations } = inputs.scaled(drawnBatch(log, sampling));
  // in [−1, 1] the log's σ is 0.1
  expect(entriesOf(mean<Scalar>(actor.std(observations)))[0]).toBeLessThan(0.1 / 3);
});

const modes = twoModes(200);

test("of two ways to act a deterministic policy learns the mean, filtered cloning the better one", async () => {
  const best = bestEpisodes(modes, { fraction: 0.5 });
  const everything = await trained(deterministicBehaviorCloning(modes.spec, small), modes, 500);
  const filtered = await trained(behaviorCloning(best.spec, small), best, 1000);
  for (const state of states) {
    const observation = Float32Array.of(state);
    expect(Math.abs(everything.policy().act(observation)[0]!)).toBeLessThan(0.5);
    expect(Math.abs(filtered.policy().act(observation)[0]! - 2)).toBeLessThan(0.2);
  }
});

test("a mixture finds both: a nat better than a Gaussian on held-out episodes, and its mode is one of them", async () => {
  const { train, test } = splitByEpisode(modes, { fraction: 0.2 });
  const [single, mixture] = await Promise.all(
    (["gaussian", "gaussianMixture"] as const).map((policy) =>
      trained(behaviorCloning(train.spec, { ...small, policy }), train, 1000),
    ),
  );
  const [lower, higher] = [single!, mixture!].map((model) => behaviorLogLikelihood(model, test));
  expect(higher! - lower!).toBeGreaterThan(0.8);
  // ln 2 for the choice, and the entropy of the noise
  const expected = -Math.LN2 - 0.5 * Math.log(2 * Math.PI * Math.E * lineDeviation ** 2);
  expect(Math.abs(higher! - expected)).toBeLessThan(0.06);
  for (const state of states) {
    const action = mixture!.policy().act(Float32Array.of(state))[0]!;
    expect(Math.abs(Math.abs(action) - 2)).toBeLessThan(0.3);
  }
});
