import { add, clipByValue, expandDims, mul, type Scalar, type Tensor2D } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { criticLoss as squaredErrors } from "../losses/critic.ts";
import { minimize } from "../tensor/minimize.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import { drawingPolicies } from "./actor-policies.ts";
import type { ActorCriticAlgorithm } from "./algorithm.ts";
import type { ContinuousBatch } from "./batch.ts";
import {
  bounds,
  count,
  flag,
  oneOf,
  positive,
  positiveShare,
  type Rules,
  refuseUnused,
  resolveConfig,
  type Unused,
} from "./config.ts";
import {
  type ConservativeConfig,
  conservativeRules,
  conservativeWeightOf,
  unusedWeights,
} from "./conservative-config.ts";
import { continuousInputs } from "./continuous-inputs.ts";
import { actorCriticLearner } from "./continuous-learner.ts";
import { critics } from "./critics.ts";
import { type BackupAction, nextValues } from "./next-value.ts";
import { noise } from "./noise.ts";
import { actionSampler, type SampledActions } from "./sampled-actions.ts";
import {
  proposedActions,
  type SampledPushDown,
  sampledPenalty,
  valuesOfProposed,
} from "./sampled-penalty.ts";
import { samplingOf } from "./sampling.ts";
import { squashedPolicy } from "./squashed-policy.ts";
import {
  type TemperatureConfig,
  temperatureOf,
  temperatureRules,
  unusedInTemperature,
} from "./temperature.ts";

/** Settings of `cql`; by default `policyLearningRate` is 1e-4. Equations are those of arXiv:2006.04779. */
export interface CqlConfig extends ActorCriticConfig, TemperatureConfig, ConservativeConfig {
  /**
   * μ, from `actionSamples` actions of each source.
   * "logSumExp": the maximizer, μ ∝ exp(Q/T), from uniform actions and those of π(s) and π(s′), all of them weighed by their
   * densities (CQL(H), eq. 4 and appendix F).
   * "mixtureLogSumExp": the maximizer near the mixture ρ of these actions and the log's own, μ ∝ ρ exp(Q/T), without
   * densities (CQL(ρ), appendix A).
   * "policyLogSumExp": the maximizer near the policy, μ ∝ π exp(Q/T).
   * "policy": the policy (eq. 1 and 2 with μ = π). "uniform": all actions alike. Default "logSumExp".
   */
  readonly pushDown: SampledPushDown;
  /** N: actions that are drawn from each source for every row. Default 10. */
  readonly actionSamples: number;
  /** T of the maximizers, positive; densities are within the division. Default 1. Only with a log-sum-exp. */
  readonly maximizerTemperature?: number;
  /**
   * The log-sum-exp is one of the mean over the actions instead of the sum, T · log(3N) less for "logSumExp". No gradient
   * changes, but the penalty and the gapThreshold do: published thresholds are for the sum, which shows log(3N) + size · log 2
   * where Q is flat (N = 10: 3.4 + 0.7 · size). Default false. Only with a log-sum-exp.
   */
  readonly normalized?: boolean;
  /**
   * α of the penalty, fixed. Default 5; published are 5 and 10, for returns of some thousands. It is in the unit of Q: with squared
   * errors values settle at y − α/2 · (μ(a|s)/π_β(a|s) − 1), so that where returns are around 1 it takes a tenth or so, and 5 leaves
   * nothing but imitation. Take the smallest of 0.1, 0.2, 0.5, 1, … with which `predictedValue` is what a policy can earn, at most
   * r_max / (1 − γ). Not with gapThreshold.
   */
  readonly conservativeWeight?: number;
  /**
   * τ: α becomes a Lagrange multiplier, from 1 on, that holds the penalty at τ (section 3.2): 10 for locomotion, 5 for mazes.
   * Where a published setting scales the gap by a weight w before it subtracts τ, this is τ / w.
   */
  readonly gapThreshold?: number;
  /** Least and largest gap of a row, between which it counts; beyond it has no gradient. Default: no limits. Needs pushUp. */
  readonly gapBounds?: readonly [lower: number, upper: number];
  /**
   * The next state's value, by actions of the policy there: "policySample", of one drawn action; "policyMean", of its mode;
   * "maximum", min_i max_k Q̄_i over N drawn actions, which suits sparse rewards; "maximumOfLeast", max_k min_i Q̄_i.
   * Default "policySample".
   */
  readonly backup: BackupAction;
  /** The targets count the entropy of the next state, as in SAC. Default false. With "policySample" and "maximumOfLeast". */
  readonly entropyBackup?: boolean;
  /**
   * First steps in which the policy clones the log, while the critics learn. Published: 40 000 of 10⁶; here policies do without.
   * Default: none.
   */
  readonly warmStartSteps?: number;
  /**
   * While it clones, actions of the log, scaled to [−1, 1], count at most as ±(1 − actionMargin): at a bound the policy has no
   * density. Default 1e-3. Only with warmStartSteps.
   */
  readonly actionMargin?: number;
}

export const cqlDefaults: Readonly<CqlConfig> = Object.freeze({
  ...actorCriticDefaults,
  policyLearningRate: 1e-4,
  pushDown: "logSumExp",
  pushUp: true,
  actionSamples: 10,
  backup: "policySample",
});

const rules: Rules<CqlConfig> = {
  ...actorCriticRules,
  ...temperatureRules,
  ...conservativeRules,
  pushDown: oneOf("logSumExp", "mixtureLogSumExp", "policyLogSumExp", "policy", "uniform"),
  actionSamples: count,
  maximizerTemperature: positive,
  normalized: flag,
  gapBounds: bounds,
  backup: oneOf("policySample", "policyMean", "maximum", "maximumOfLeast"),
  entropyBackup: flag,
  warmStartSteps: count,
  actionMargin: positiveShare,
};

/**
 * Conservative Q-learning (Kumar et al. 2020, arXiv:2006.04779):
 *
 *     y = r + γ (1 − terminated) · min_i Q̄_i(s′, a′),  a′ ∼ π(s′)
 *     gap_i = mean (log Σ_k exp Q_i(s, a_k) / μ_k(a_k|s) − Q_i(s, a)),  a_k ∼ U, π(s), π(s′)
 *     L_Q = Σ_i (mean (Q_i(s, a) − y)² + α · gap_i)
 *     L_π = mean (κ log π(a|s) − min_i Q_i(s, a)),  a ∼ π(s)
 *
 * κ being SAC's temperature. Values of actions that the log does not support are pushed down until the policy has no
 * reason to trust them: its value is bounded from below. With α = 0 it is SAC.
 */
export function cql(spec: DatasetSpec, given: Partial<CqlConfig> = {}): ActorCriticAlgorithm {
  const config = resolveConfig("cql", rules, cqlDefaults, given);
  refuseUnused("cql", config, unusedOf(config));
  const inputs = continuousInputs(spec, config);
  const { actionSize } = inputs;
  const policy = squashedPolicy(inputs, config);
  const { actor } = policy;
  const q = critics(inputs, config);
  const temperature = temperatureOf(config, -actionSize);
  const weight = conservativeWeightOf(config, 5);
  const draws = noise(config.seed, "noise");
  const drawn = () => draws.normal(config.batchSize, actionSize);
  // a stream of its own, so that SAC's draws are the same with any penalty
  const sampler = actionSampler(config.seed, "proposals", [
    config.batchSize,
    config.actionSamples,
    actionSize,
  ]);
  const nextState = (observations: Tensor2D) => {
    const gaussians = actor.gaussians(observations);
    return { observations, gaussians, samples: sampler.policy(gaussians), noise: drawn };
  };
  const proposals = (observations: Tensor2D, next: SampledActions) =>
    proposedActions(config.pushDown, {
      uniform: sampler.uniform,
      policy: () => sampler.policy(actor.gaussians(observations)),
      nextPolicy: () => next,
    });
  const { warmStartSteps = 0, actionMargin = 1e-3 } = config;
  /** What the policy is to make large: the least Q_i(s, a), or log π of the log's actions while it clones them. */
  const objectives = ({ observations, actions }: ContinuousBatch, drawnActions: Tensor2D): Tensor2D => {
    if (policy.optimizer.hasTaken(warmStartSteps)) return q.values(observations, drawnActions);
    const inside = clipByValue(actions, actionMargin - 1, 1 - actionMargin);
    return expandDims(actor.logProb(observations, inside), 0);
  };
  return actorCriticLearner({
    name: "CQL",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [policy, temperature, weight, draws.stream, sampler.stream],
    policies: drawingPolicies(inputs, actor.mode, actor),
    act: actor.mode,
    update(batch) {
      const { observations, nextObservations } = batch;
      const kappa = temperature.value();
      const next = nextState(nextObservations);
      const bonus = config.entropyBackup ? kappa : undefined;
      const targets = q.targets(batch, nextValues(config.backup, q.targetValues, next, bonus));
      const proposed = proposals(observations, next.samples);
      const { loss: criticLoss, ...parts } = minimize("the critics' loss", q.optimizer, () => {
        const { dataValues, proposedValues } = valuesOfProposed(q.values, batch, proposed.actions);
        const temporalDifference = squaredErrors(dataValues, targets);
        const penalty = sampledPenalty(dataValues, proposedValues, proposed.logDensities, config);
        const penalties = mul(config.criticCount, weight.weigh(penalty));
        return { loss: add<Scalar>(temporalDifference, penalties), temporalDifference, penalty };
      });
      const objectivesOf = (_: Tensor2D, drawnActions: Tensor2D) => objectives(batch, drawnActions);
      const { policyLoss, entropy } = policy.improve(observations, drawn(), kappa, objectivesOf);
      q.follow();
      const traces = { ...weight.adapt(parts.penalty), ...temperature.adapt(entropy) };
      return { criticLoss, ...parts, policyLoss, entropy, ...traces };
    },
  });
}

/** Settings that have no effect or make no sense beside the others. */
function unusedOf(config: CqlConfig): readonly Unused<CqlConfig>[] {
  const { pushDown, pushUp, backup, warmStartSteps } = config;
  const isMean = pushDown === "policy" || pushDown === "uniform";
  const hasEntropy = backup === "policySample" || backup === "maximumOfLeast";
  return [
    ...unusedWeights(config),
    ...unusedInTemperature(config),
    ["maximizerTemperature", isMean, `has no effect when pushDown is "${pushDown}"`],
    ["normalized", isMean, `has no effect when pushDown is "${pushDown}"`],
    ["gapBounds", !pushUp, "cannot be used when pushUp is false: the penalty is no gap then"],
    ["entropyBackup", !hasEntropy, `has no effect when backup is "${backup}"`],
    ["actionMargin", warmStartSteps === undefined, "has no effect when warmStartSteps is not given"],
  ];
}
