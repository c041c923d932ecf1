import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { randomStream } from "../kernels/random.ts";
import { deterministicPolicyLoss } from "../losses/deterministic-policy.ts";
import { bestMixedValue } from "../losses/mixed-value.ts";
import { noPerturbation, type Perturbation, perturbation } from "../networks/perturbation.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import { noisyPolicies } from "./actor-policies.ts";
import type { ActorCriticAlgorithm } from "./algorithm.ts";
import {
  type BehaviorModelConfig,
  behaviorModel,
  behaviorModelDefaults,
  behaviorModelRules,
} from "./behavior-model.ts";
import { bestOf, candidateNoise, perCandidate } from "./candidates.ts";
import { count, fraction, notNegative, positive, type Rules, refuseUnused, resolveConfig } from "./config.ts";
import { type ContinuousInputs, continuousInputs } from "./continuous-inputs.ts";
import { actorCriticLearner } from "./continuous-learner.ts";
import { critics } from "./critics.ts";
import { type FollowedNetwork, followedNetwork } from "./followed-network.ts";
import { samplingOf } from "./sampling.ts";

/**
 * Settings of `bcq`; the defaults are those of the published code: hiddenSizes [400, 300], step sizes 1e-3, batches of 100.
 * Equations are those of arXiv:1812.02900.
 */
export interface BcqConfig extends ActorCriticConfig, BehaviorModelConfig {
  /**
   * Φ: how far an action may be moved from one that the behavior model samples, for actions scaled to [−1, 1]. With 0 there is
   * no perturbation: what is left is the pure support constraint. Default 0.05.
   */
  readonly perturbationLimit: number;
  /** Actions sampled in the next state, of which the best counts (n of algorithm 1). Default 10. */
  readonly targetCandidates: number;
  /** Actions sampled in a state to act by the best of them. Default 100. */
  readonly actionCandidates: number;
  /** λ of eq. 13: the weight of the least critic in a target, from 0 to 1; the largest has the rest. Default 0.75. */
  readonly minimumWeight: number;
  /** σ of the noise of `explorer`, for actions scaled to [−1, 1]. Default 0.1. */
  readonly explorationNoise: number;
}

export const bcqDefaults: Readonly<BcqConfig> = Object.freeze({
  ...actorCriticDefaults,
  ...behaviorModelDefaults,
  hiddenSizes: Object.freeze([400, 300]),
  policyLearningRate: 1e-3,
  criticLearningRate: 1e-3,
  batchSize: 100,
  perturbationLimit: 0.05,
  targetCandidates: 10,
  actionCandidates: 100,
  minimumWeight: 0.75,
  explorationNoise: 0.1,
});

const rules: Rules<BcqConfig> = {
  ...actorCriticRules,
  ...behaviorModelRules,
  perturbationLimit: notNegative,
  targetCandidates: count,
  actionCandidates: count,
  minimumWeight: fraction,
  explorationNoise: positive,
};

/**
 * Batch-constrained deep Q-learning (Fujimoto et al. 2019, arXiv:1812.02900, algorithm 1): only actions that the log may contain
 * are compared. A conditional VAE samples them, a_j = tanh d(s, z_j) with z_j ∼ N(0, 1) limited, and ξ moves them by at most Φ:
 *
 *     ã_j = clip(a_j + Φ tanh ξ(s, a_j), ±1)
 *     L_VAE = mean (a − tanh d(s, z))² + weight · mean KL(q(z|s, a) ‖ N(0, 1)),  z ∼ q(z|s, a)
 *     y = r + γ (1 − terminated) · max_j (λ min_i Q̄_i(s′, ã_j) + (1 − λ) max_i Q̄_i(s′, ã_j)),  ã_j by the target of ξ
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²
 *     L_ξ = −mean Q_1(s, ã)
 *     π(s) = argmax_j Q_1(s, ã_j)
 *
 * The latents of the policy's candidates are drawn once, from the seed, so that it is a function of the state.
 */
export function bcq(spec: DatasetSpec, given: Partial<BcqConfig> = {}): ActorCriticAlgorithm {
  const config = resolveConfig("bcq", rules, bcqDefaults, given);
  const isMoved = config.perturbationLimit > 0;
  refuseUnused("bcq", given, [
    ["policyLearningRate", !isMoved, "has no effect when perturbationLimit is 0"],
    ["minimumWeight", config.criticCount === 1, "has no effect when criticCount is 1"],
  ]);
  const { targetCandidates, actionCandidates, minimumWeight } = config;
  const inputs = continuousInputs(spec, config);
  const behavior = behaviorModel(inputs, config);
  const q = critics(inputs, config);
  const moved = followedPerturbation(inputs, config);
  const candidates = candidateNoise(config.seed, actionCandidates, behavior.vae.latentSize);
  const proposed = (states: Tensor2D): Tensor2D =>
    moved.online.apply(states, behavior.sample(states, candidates.spread(states.shape[0])));
  const act = bestOf(actionCandidates, proposed, (states, actions) => q.firstValues(states, actions));
  return actorCriticLearner({
    name: "BCQ",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [moved, behavior, candidates.draws],
    policies: noisyPolicies(inputs, act, config.explorationNoise),
    act,
    update(batch) {
      const { observations, nextObservations } = batch;
      const fitted = behavior.imitate(batch);
      const next = perCandidate(nextObservations, targetCandidates);
      const nextValues = q.targetValues(next, moved.target.apply(next, behavior.sample(next)));
      const targets = q.targets(batch, bestMixedValue(nextValues, targetCandidates, minimumWeight));
      const criticLoss = q.fit(batch, targets);
      q.follow();
      if (!isMoved) return { criticLoss, ...fitted };
      const actions = behavior.sample(observations);
      const { loss: perturbationLoss } = moved.minimize(() => ({
        loss: deterministicPolicyLoss(q.firstValues(observations, moved.online.apply(observations, actions))),
      }));
      moved.follow();
      return { criticLoss, perturbationLoss, ...fitted };
    },
  });
}

function followedPerturbation(
  { observationSize, actionSize }: ContinuousInputs,
  { perturbationLimit, hiddenSizes, policyLearningRate, targetUpdateRate, seed }: BcqConfig,
): FollowedNetwork<Perturbation> {
  const shape = { sizes: [observationSize, ...hiddenSizes], actionSize };
  return followedNetwork(
    "the perturbation",
    (name) =>
      perturbationLimit === 0
        ? noPerturbation()
        : perturbation(name, shape, perturbationLimit, randomStream(seed, "perturbation")),
    { learningRate: policyLearningRate, targetUpdateRate },
  );
}
