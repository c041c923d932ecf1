import * as tf from "@tensorflow/tfjs";
import { targetUpdateRate, td3Bc } from "../../cases/continuous-problem.ts";
import { apply, follow } from "../mlp.ts";
import {
  bellmanTargets,
  criticsLoss,
  followCritics,
  leastValue,
  pairs,
  stockCritics,
  valuesBy,
} from "./critics.ts";
import type { Noise } from "./noise.ts";
import { stockBatch, stockNetwork } from "./start.ts";
import { minimizer, type Step } from "./step.ts";

/** TD3+BC (arXiv:2106.06860) as one writes it in tfjs. */
export function stockTd3Bc(noise: Noise): Step {
  const batch = stockBatch();
  const policy = stockNetwork("policy", "policy");
  const policyTarget = stockNetwork("policy target", "policy");
  const critics = stockCritics();
  const { critic1, critic2, criticTarget1, criticTarget2 } = critics;
  const minimizeCritics = minimizer([...critic1, ...critic2]);
  const minimizePolicy = minimizer(policy);
  let steps = 0;

  const targets = (): tf.Tensor1D => {
    const { targetNoise, targetNoiseClip: limit } = td3Bc;
    const nextActions = tf.tanh(apply(policyTarget, batch.nextObservations));
    const smoothing = noise.normal<tf.Rank.R2>("targetActions", nextActions.shape).mul(targetNoise);
    const actions = nextActions.add<tf.Tensor2D>(smoothing.clipByValue(-limit, limit));
    const next = pairs(batch.nextObservations, tf.clipByValue(actions, -1, 1));
    return bellmanTargets(batch, leastValue(criticTarget1, criticTarget2, next));
  };
  const criticsStep = (): tf.Scalar => {
    const y = targets();
    const x = pairs(batch.observations, batch.actions);
    return minimizeCritics(() => criticsLoss(critics, x, y));
  };
  const policyStep = (): tf.Scalar =>
    minimizePolicy(() => {
      const actions = tf.tanh(apply(policy, batch.observations));
      const values = valuesBy(critic1, pairs(batch.observations, actions));
      // read as a number, it is a constant
      const weight = td3Bc.valueWeight / values.abs().mean().dataSync()[0]!;
      return actions.sub(batch.actions).square().mean().sub(values.mean().mul(weight));
    });
  return () => {
    const loss = criticsStep();
    steps++;
    if (steps % td3Bc.policyInterval === 0) {
      tf.dispose(policyStep());
      followCritics(critics);
      follow(policyTarget, policy, targetUpdateRate);
    }
    return [loss];
  };
}
