import {
  argMax,
  expandDims,
  mean,
  min,
  type Scalar,
  sub,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { leastValue } from "../losses/entropy-regularized.ts";
import { expectileLoss } from "../losses/expectile.ts";
import { evaluatorOf } from "../networks/evaluator.ts";
import { noScaler, observationScaler } from "../networks/observation-scaler.ts";
import { greedyBatchPolicy } from "../policy/greedy.ts";
import { minimize } from "../tensor/minimize.ts";
import { takePerRow } from "../tensor/take-per-row.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import { type AdvantageWeightConfig, advantageWeightRules, limitedWeights } from "./advantage-weights.ts";
import type { QLearningAlgorithm } from "./algorithm.ts";
import type { DiscreteBatch } from "./batch.ts";
import { categoricalRegression } from "./categorical-regression.ts";
import { fraction, positive, type Rules, resolveConfig, share } from "./config.ts";
import { samplingOf } from "./continuous-learner.ts";
import { discreteCritics } from "./discrete-critics.ts";
import { discreteSizes } from "./discrete-spec.ts";
import { stateValue } from "./state-value.ts";

/** Settings of `discreteIql`: those of `iql`, with a policy softmax(z(s)), and the same defaults. */
export interface DiscreteIqlConfig extends ActorCriticConfig, AdvantageWeightConfig {
  /**
   * τ in [0, 1]: V(s) is the τ-expectile of Q over the log's actions (arXiv:2110.06169, eq. 5). ½ is their mean, the value of the
   * policy that made the log; towards 1 it becomes the best of them. Default 0.7.
   */
  readonly expectile: number;
  /** Step size of V's Adam. Default 3e-4. */
  readonly valueLearningRate: number;
  /** Share of the policy's hidden entries that are dropped in training, in [0, 1). Default 0. */
  readonly policyDropout: number;
}

export const discreteIqlDefaults: Readonly<DiscreteIqlConfig> = Object.freeze({
  ...actorCriticDefaults,
  expectile: 0.7,
  valueLearningRate: 3e-4,
  inverseTemperature: 3,
  weightLimit: 100,
  policyDropout: 0,
});

const rules: Rules<DiscreteIqlConfig> = {
  ...actorCriticRules,
  expectile: fraction,
  valueLearningRate: positive,
  ...advantageWeightRules,
  policyDropout: share,
};

/**
 * Implicit Q-learning (Kostrikov et al. 2021, arXiv:2110.06169) for discrete actions, with the policy π = softmax(z(s)):
 *
 *     u = min_i Q̄_i(s, a) − V(s)
 *     L_V = mean |τ − 1[u < 0]| u²                              (eq. 5)
 *     y = r + γ (1 − terminated) · V(s′)
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²                           (eq. 6)
 *     L_π = −mean min(e^{βu}, limit) · log π(a|s)               (eq. 7)
 *
 * It acts by the most likely action of π. No value of an action outside of the log is ever asked for.
 */
export function discreteIql(spec: DatasetSpec, given: Partial<DiscreteIqlConfig> = {}): QLearningAlgorithm {
  const config = resolveConfig("discreteIql", rules, discreteIqlDefaults, given);
  const sizes = discreteSizes(spec);
  const { observationSize } = sizes;
  const scaler = config.standardizeObservations ? observationScaler(spec) : noScaler();
  const q = discreteCritics(sizes, config);
  const value = stateValue(observationSize, config);
  const policy = categoricalRegression(sizes, config);
  const parts = [q, value, policy, scaler];
  const leastValues = (x: Tensor2D): Tensor2D => min(q.values(scaler.apply(x)), 0);
  const logits = (x: Tensor2D): Tensor2D => policy.logits(scaler.apply(x));
  const critic = evaluatorOf({ apply: leastValues }, observationSize);
  const actor = evaluatorOf({ apply: logits }, observationSize);
  return {
    name: "discrete IQL",
    spec,
    sampling: samplingOf(config),
    variables: parts.flatMap(({ variables }) => variables),
    update: (unscaled) =>
      tidy(() => {
        const batch = scaled(unscaled, scaler.apply);
        const dataValues = leastValue(q.targetValues(batch));
        const { loss: valueLoss, values } = value.minimize(batch.observations, (v) =>
          expectileLoss(v, dataValues, config.expectile),
        );
        const targets = q.targets(batch, expandDims<Tensor2D>(value.values(batch.nextObservations), 0));
        const { loss: criticLoss } = minimize("the critics' loss", q.optimizer, () => ({
          loss: q.loss(batch, targets),
        }));
        const { weights, metrics } = limitedWeights(sub<Tensor1D>(dataValues, values), config);
        const policyLoss = policy.fit(batch, weights);
        q.follow();
        return { valueLoss, criticLoss, policyLoss, ...metrics };
      }),
    diagnose: ({ observations, actions }) =>
      tidy(() => {
        const values = leastValues(observations);
        return {
          dataValue: mean<Scalar>(takePerRow(values, actions)),
          policyValue: mean<Scalar>(takePerRow(values, argMax(logits(observations), 1))),
          randomValue: mean<Scalar>(values),
        };
      }),
    values: critic.evaluate,
    rewardScaling: spec.rewardScaling,
    policy: () => greedyBatchPolicy(actor.evaluateOne, actor.evaluate, observationSize),
    dispose() {
      for (const part of [critic, actor, ...parts]) part.dispose();
    },
  };
}

function scaled(batch: DiscreteBatch, scale: (observations: Tensor2D) => Tensor2D): DiscreteBatch {
  const [observations, nextObservations] = [scale(batch.observations), scale(batch.nextObservations)];
  return { ...batch, observations, nextObservations };
}
