import * as tf from "@tensorflow/tfjs";
import { cql } from "../../cases/continuous-problem.ts";
import {
  bellmanTargets,
  criticLoss,
  followCritics,
  leastValue,
  pairs,
  stockCritics,
  valuesBy,
} from "./critics.ts";
import { entropyActor } from "./entropy-actor.ts";
import type { Noise } from "./noise.ts";
import { type Network, stockBatch } from "./start.ts";
import { minimizer, type Step } from "./step.ts";
import { type Gaussians, gaussiansOf, perAction, sampled } from "./tanh-gaussian.ts";

/** The actions whose values are pushed down, each beside its observation, and the logarithms of their densities. */
interface Candidates {
  /** [batch · candidates, observation + action]; the candidates of a row stand together. */
  readonly x: tf.Tensor2D;
  /** [batch, candidates] */
  readonly logDensities: tf.Tensor2D;
}

/** CQL(H) with a fixed weight (arXiv:2006.04779, appendix F) as one writes it in tfjs: one product a layer and critic. */
export function stockCql(noise: Noise): Step {
  const batch = stockBatch();
  const critics = stockCritics();
  const { critic1, critic2, criticTarget1, criticTarget2 } = critics;
  const [rows, size] = batch.actions.shape;
  const shape: [number, number, number] = [rows, cql.actionCount, size];
  const minimizeCritics = minimizer([...critic1, ...critic2]);
  const actor = entropyActor(batch, critics, noise);

  const targets = (nextGaussians: Gaussians): tf.Tensor1D => {
    const { actions } = sampled(nextGaussians, noise.normal<tf.Rank.R2>("targetActions", [rows, size]));
    const next = pairs(batch.nextObservations, actions);
    return bellmanTargets(batch, leastValue(criticTarget1, criticTarget2, next));
  };
  const candidates = (nextGaussians: Gaussians): Candidates => {
    const next = sampled(perAction(nextGaussians), noise.normal<tf.Rank.R3>("nextActions", shape));
    const random = noise.uniform<tf.Rank.R3>("randomActions", shape);
    const gaussians = perAction(gaussiansOf(actor.policy, batch.observations));
    const current = sampled(gaussians, noise.normal<tf.Rank.R3>("currentActions", shape));
    const actions = tf.concat([random, next.actions, current.actions], 1);
    const count = 3 * cql.actionCount;
    const observations = batch.observations.expandDims(1).tile([1, count, 1]);
    const uniform = tf.fill([rows, cql.actionCount], -size * Math.LN2);
    return {
      x: tf.concat([observations, actions], 2).as2D(rows * count, batch.observations.shape[1] + size),
      logDensities: tf.concat([uniform, next.logProbs, current.logProbs], 1).as2D(rows, count),
    };
  };
  const loss = (critic: Network, x: tf.Tensor2D, y: tf.Tensor1D, unseen: Candidates): tf.Scalar => {
    const dataValues = valuesBy(critic, x);
    const values = valuesBy(critic, unseen.x).reshape(unseen.logDensities.shape);
    const gap = tf.logSumExp(values.sub(unseen.logDensities), 1).sub(dataValues).mean();
    return criticLoss(dataValues, y).add(gap.mul(cql.conservativeWeight));
  };
  const criticsStep = (): tf.Scalar => {
    const nextGaussians = gaussiansOf(actor.policy, batch.nextObservations);
    const y = targets(nextGaussians);
    const unseen = candidates(nextGaussians);
    const x = pairs(batch.observations, batch.actions);
    return minimizeCritics(() => loss(critic1, x, y, unseen).add(loss(critic2, x, y, unseen)));
  };
  return () => {
    const losses = [criticsStep(), ...actor.step()];
    followCritics(critics);
    return losses;
  };
}
