import * as tf from "@tensorflow/tfjs";
import { actionSize, iql, logStdRange } from "../../cases/continuous-problem.ts";
import { apply } from "../mlp.ts";
import {
  bellmanTargets,
  criticsLoss,
  followCritics,
  leastValue,
  pairs,
  stockCritics,
  valuesBy,
} from "./critics.ts";
import { stockBatch, stockNetwork } from "./start.ts";
import { minimizer, type Step } from "./step.ts";
import { LOG_ROOT_TWO_PI } from "./tanh-gaussian.ts";

/** IQL (arXiv:2110.06169) as one writes it in tfjs; the policy is N(tanh(head), σ) with σ of its own. */
export function stockIql(): Step {
  const batch = stockBatch();
  const policy = stockNetwork("policy", "policy");
  const value = stockNetwork("value", "value");
  const critics = stockCritics();
  const { critic1, critic2, criticTarget1, criticTarget2 } = critics;
  const logStd = tf.variable(tf.zeros([actionSize]));
  const minimizeValue = minimizer(value);
  const minimizeCritics = minimizer([...critic1, ...critic2]);
  const minimizePolicy = minimizer([...policy, logStd]);

  /** The loss, and the advantages before the update. */
  const valueStep = (targetValues: tf.Tensor1D): { loss: tf.Scalar; advantages: tf.Tensor1D } => {
    let advantages = targetValues;
    const loss = minimizeValue(() => {
      advantages = tf.keep(targetValues.sub(valuesBy(value, batch.observations)));
      const [above, below] = [advantages.relu().square(), advantages.neg().relu().square()];
      return above
        .mul(iql.expectile)
        .add(below.mul(1 - iql.expectile))
        .mean();
    });
    return { loss, advantages };
  };
  const criticsStep = (x: tf.Tensor2D): tf.Scalar => {
    const y = bellmanTargets(batch, valuesBy(value, batch.nextObservations));
    return minimizeCritics(() => criticsLoss(critics, x, y));
  };
  const policyStep = (advantages: tf.Tensor1D): tf.Scalar => {
    const weights = advantages.mul(iql.inverseTemperature).exp().clipByValue(0, iql.weightMaximum);
    return minimizePolicy(() => {
      const logScale = logStd.clipByValue(...logStdRange);
      const means = tf.tanh(apply(policy, batch.observations));
      const errors = batch.actions.sub(means).div(logScale.exp());
      const logProbs = errors.square().div(-2).sub(logScale).sub(LOG_ROOT_TWO_PI).sum(1);
      return weights.mul(logProbs).mean<tf.Scalar>().neg();
    });
  };
  return () => {
    const x = pairs(batch.observations, batch.actions);
    const { loss, advantages } = valueStep(leastValue(criticTarget1, criticTarget2, x));
    const losses = [loss, criticsStep(x), policyStep(advantages)];
    advantages.dispose();
    followCritics(critics);
    return losses;
  };
}
