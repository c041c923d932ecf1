import { add, mul, type Scalar, sub, type Tensor1D } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { criticLoss } from "../losses/critic.ts";
import { ensembleSimilarity } from "../losses/ensemble-similarity.ts";
import { withActionGradient } from "../networks/input-gradient.ts";
import { type Loss, minimize } from "../tensor/minimize.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import { drawingPolicies } from "./actor-policies.ts";
import type { ActorCriticAlgorithm } from "./algorithm.ts";
import type { ContinuousBatch } from "./batch.ts";
import { notNegative, type Rules, refuseUnused, resolveConfig } from "./config.ts";
import { continuousInputs } from "./continuous-inputs.ts";
import { actorCriticLearner } from "./continuous-learner.ts";
import { type Critics, critics } from "./critics.ts";
import { noise } from "./noise.ts";
import { samplingOf } from "./sampling.ts";
import { squashedPolicy } from "./squashed-policy.ts";
import {
  type TemperatureConfig,
  temperatureOf,
  temperatureRules,
  unusedInTemperature,
} from "./temperature.ts";

/**
 * Settings of `edac`. The defaults that differ from those of `sac` are the paper's: hiddenSizes [256, 256, 256], criticCount 10.
 * SAC-N needs many more critics, up to 500.
 */
export interface EdacConfig extends ActorCriticConfig, TemperatureConfig {
  /** η of eq. 4: how much it costs that critics agree where the action should move to. 0 is SAC-N. Default 1. */
  readonly diversityWeight: number;
}

export const edacDefaults: Readonly<EdacConfig> = Object.freeze({
  ...actorCriticDefaults,
  hiddenSizes: Object.freeze([256, 256, 256]),
  criticCount: 10,
  diversityWeight: 1,
});

const rules: Rules<EdacConfig> = { ...actorCriticRules, ...temperatureRules, diversityWeight: notNegative };

/**
 * Ensemble-diversified actor-critic (An et al. 2021, arXiv:2110.01548), and SAC-N without its diversity: the least of many critics
 * is a value that actions far from the log hardly exceed, because there the critics differ.
 *
 *     y = r + γ (1 − terminated) · (min_i Q̄_i(s′, a′) − α log π(a′|s′)),  a′ ∼ π(s′)
 *     L_Q = Σ_i mean (Q_i(s, a) − y)² + η mean Σ_{i≠j} ⟨g_i, g_j⟩ / (N − 1),  g_i = ∇_a Q_i(s, a) / ‖∇_a Q_i(s, a)‖
 *     L_π = mean (α log π(a|s) − min_i Q_i(s, a)),  a ∼ π(s)
 *     L_α = −α (mean log π(a|s) + target entropy)
 *
 * The second term of L_Q keeps the critics from agreeing just beside the log's actions, so that fewer are needed. Where an action
 * is a single number there are only two directions, and the term has no gradient.
 */
export function edac(spec: DatasetSpec, given: Partial<EdacConfig> = {}): ActorCriticAlgorithm {
  const config = resolveConfig("edac", rules, edacDefaults, given);
  const { diversityWeight, criticCount } = config;
  refuseUnused("edac", config, [
    ...unusedInTemperature(config),
    ["diversityWeight", criticCount === 1 && diversityWeight > 0, "has no effect with one critic"],
  ]);
  const inputs = continuousInputs(spec, config);
  const { actionSize } = inputs;
  const policy = squashedPolicy(inputs, config);
  const { actor } = policy;
  const q = critics(inputs, config);
  const temperature = temperatureOf(config, -actionSize);
  const draws = noise(config.seed, "noise");
  const drawn = () => draws.normal(config.batchSize, actionSize);
  return actorCriticLearner({
    name: diversityWeight === 0 ? "SAC-N" : "EDAC",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [policy, temperature, draws.stream],
    policies: drawingPolicies(inputs, actor.mode, actor),
    act: actor.mode,
    update(batch) {
      const { observations, nextObservations } = batch;
      const alpha = temperature.value();
      const next = actor.sample(nextObservations, drawn());
      const nextValues = q.targetValues(nextObservations, next.action);
      const targets = q.targets(batch, sub(nextValues, mul(alpha, next.logProb)));
      const { loss: criticLoss, ...parts } = minimize("the critics' loss", q.optimizer, () =>
        diversifiedLoss(q, batch, targets, diversityWeight),
      );
      const { policyLoss, entropy } = policy.improve(observations, drawn(), alpha, q.values);
      q.follow();
      return { criticLoss, ...parts, policyLoss, entropy, ...temperature.adapt(entropy) };
    },
  });
}

/** L_Q, with the likeness of the critics' gradients beside it where that counts. */
function diversifiedLoss(
  q: Critics,
  batch: ContinuousBatch,
  targets: Tensor1D,
  diversityWeight: number,
): Loss {
  if (diversityWeight === 0) return { loss: q.loss(batch, targets) };
  const { values, gradients } = withActionGradient(q.network, batch.observations, batch.actions);
  const similarity = ensembleSimilarity(gradients);
  return { loss: add<Scalar>(criticLoss(values, targets), mul(diversityWeight, similarity)), similarity };
}
