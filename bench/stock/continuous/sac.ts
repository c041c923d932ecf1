import type * as tf from "@tensorflow/tfjs";
import { bellmanTargets, criticsLoss, followCritics, leastValue, pairs, stockCritics } from "./critics.ts";
import { entropyActor } from "./entropy-actor.ts";
import type { Noise } from "./noise.ts";
import { stockBatch } from "./start.ts";
import { minimizer, type Step } from "./step.ts";
import { gaussiansOf, sampled } from "./tanh-gaussian.ts";

/** SAC (arXiv:1812.05905) as one writes it in tfjs. */
export function stockSac(noise: Noise): Step {
  const batch = stockBatch();
  const critics = stockCritics();
  const { critic1, critic2, criticTarget1, criticTarget2 } = critics;
  const minimizeCritics = minimizer([...critic1, ...critic2]);
  const actor = entropyActor(batch, critics, noise);

  const targets = (): tf.Tensor1D => {
    const gaussians = gaussiansOf(actor.policy, batch.nextObservations);
    const draws = noise.normal<tf.Rank.R2>("targetActions", batch.actions.shape);
    const { actions, logProbs } = sampled(gaussians, draws);
    const values = leastValue(criticTarget1, criticTarget2, pairs(batch.nextObservations, actions));
    return bellmanTargets(batch, values.sub(actor.temperature().mul(logProbs)));
  };
  const criticsStep = (): tf.Scalar => {
    const y = targets();
    const x = pairs(batch.observations, batch.actions);
    return minimizeCritics(() => criticsLoss(critics, x, y));
  };
  return () => {
    const losses = [criticsStep(), ...actor.step()];
    followCritics(critics);
    return losses;
  };
}
