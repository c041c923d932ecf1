import * as tf from "@tensorflow/tfjs";
import { targetEntropy } from "../../cases/continuous-problem.ts";
import { type Critics, leastValue, pairs } from "./critics.ts";
import type { Noise } from "./noise.ts";
import { type Network, type StockBatch, stockNetwork } from "./start.ts";
import { minimizer } from "./step.ts";
import { gaussiansOf, sampled } from "./tanh-gaussian.ts";

/** The policy of SAC and CQL, and the temperature α that holds its entropy. */
export interface EntropyActor {
  readonly policy: Network;
  /** α, a constant. */
  temperature(): tf.Scalar;
  /** Updates the policy, then the temperature; returns both losses. */
  step(): tf.Scalar[];
}

export function entropyActor(
  { observations, actions: { shape } }: StockBatch,
  { critic1, critic2 }: Critics,
  noise: Noise,
): EntropyActor {
  const policy = stockNetwork("policy", "gaussianPolicy");
  const logTemperature = tf.variable(tf.scalar(0));
  const minimizePolicy = minimizer(policy);
  const minimizeTemperature = minimizer([logTemperature]);
  const temperature = (): tf.Scalar => logTemperature.exp<tf.Scalar>();

  /** The loss, and the policy's mean log-likelihood of its own actions before the update. */
  const policyStep = (): { loss: tf.Scalar; meanLogProb: tf.Scalar } => {
    const alpha = temperature();
    let meanLogProb = alpha;
    const loss = minimizePolicy(() => {
      const gaussians = gaussiansOf(policy, observations);
      const { actions, logProbs } = sampled(gaussians, noise.normal<tf.Rank.R2>("policyActions", shape));
      meanLogProb = tf.keep(logProbs.mean<tf.Scalar>());
      const values = leastValue(critic1, critic2, pairs(observations, actions));
      return alpha.mul(meanLogProb).sub(values.mean());
    });
    return { loss, meanLogProb };
  };
  return {
    policy,
    temperature,
    step() {
      const { loss, meanLogProb } = policyStep();
      const excess = meanLogProb.add<tf.Scalar>(targetEntropy);
      const temperatureLoss = minimizeTemperature(() => temperature().mul<tf.Scalar>(excess).neg());
      meanLogProb.dispose();
      return [loss, temperatureLoss];
    },
  };
}
