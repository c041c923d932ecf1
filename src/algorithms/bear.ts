import {
  mean,
  type Rank,
  reshape,
  type Scalar,
  sub,
  type Tensor2D,
  type Tensor3D,
} from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { randomStream } from "../kernels/random.ts";
import { bestMixedValue } from "../losses/mixed-value.ts";
import { type MmdKernel, maximumMeanDiscrepancy } from "../losses/mmd.ts";
import { leastMeanValue, supportConstraintLoss } from "../losses/support-matching.ts";
import { type TanhGaussianActor, tanhGaussianActor } from "../networks/tanh-gaussian-actor.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import { drawingPolicies } from "./actor-policies.ts";
import type { ActorCriticAlgorithm } from "./algorithm.ts";
import {
  type BehaviorModelConfig,
  behaviorModel,
  behaviorModelDefaults,
  behaviorModelRules,
} from "./behavior-model.ts";
import { bestOf, candidateNoise, perCandidate } from "./candidates.ts";
import {
  count,
  countOrNone,
  fraction,
  notNegative,
  oneOf,
  positive,
  type Rules,
  refuseUnused,
  resolveConfig,
  type Unused,
} from "./config.ts";
import { type ConstraintWeight, fixedWeight, learnedWeight } from "./constraint-weight.ts";
import { type ContinuousInputs, continuousInputs } from "./continuous-inputs.ts";
import { actorCriticLearner } from "./continuous-learner.ts";
import { critics } from "./critics.ts";
import { type FollowedNetwork, followedNetwork } from "./followed-network.ts";
import { noise } from "./noise.ts";
import { samplingOf } from "./sampling.ts";

/**
 * Settings of `bear`; the defaults are those of the published code: hiddenSizes [400, 300], step sizes 1e-3, batches of 100.
 * Equations are those of arXiv:1906.00949.
 */
export interface BearConfig extends ActorCriticConfig, BehaviorModelConfig {
  /** k = e^(−d/2σ) with d = Σ |x − y| ("laplacian") or Σ (x − y)² ("gaussian"). Default "laplacian". */
  readonly kernel: MmdKernel["shape"];
  /** σ of the kernel, for actions before the tanh. Default 10 for "laplacian", 20 for "gaussian". */
  readonly kernelWidth?: number;
  /** n: actions of the policy and of the behavior model that are compared in a state. Default 10. */
  readonly matchedSamples: number;
  /**
   * ε: the discrepancy that λ is to hold. Default 0.05. Not with discrepancyWeight. n actions each of one and the same policy differ by
   * √(2 (1 − E k) / n) already: below that nothing can be held, λ grows to its maximum, and the policy hears nothing of the critics.
   */
  readonly discrepancyThreshold?: number;
  /** λ, fixed. Default: learned. */
  readonly discrepancyWeight?: number;
  /** Step size of the Adam of log λ. Default 1e-3. Not with discrepancyWeight. */
  readonly multiplierLearningRate?: number;
  /**
   * Largest λ; the least is e⁻⁵. Default e¹⁰. Not with discrepancyWeight. `discrepancyWeightAtMaximum` is 1 while λ is held there,
   * which `fit` warns of.
   */
  readonly multiplierMaximum?: number;
  /** First steps in which the policy learns from the discrepancy alone, while the critics learn. Default 20 000. */
  readonly warmStartSteps: number;
  /** Actions of the target policy in the next state, of which the best counts. Default 10. */
  readonly targetCandidates: number;
  /** Actions of the policy in a state to act by the best of them. Default 10. */
  readonly actionCandidates: number;
  /** The weight of the least critic in a target, from 0 to 1; the largest has the rest. Default 0.75. */
  readonly minimumWeight: number;
}

export const bearDefaults: Readonly<BearConfig> = Object.freeze({
  ...actorCriticDefaults,
  ...behaviorModelDefaults,
  hiddenSizes: Object.freeze([400, 300]),
  policyLearningRate: 1e-3,
  criticLearningRate: 1e-3,
  batchSize: 100,
  kernel: "laplacian",
  matchedSamples: 10,
  warmStartSteps: 20_000,
  targetCandidates: 10,
  actionCandidates: 10,
  minimumWeight: 0.75,
});

const rules: Rules<BearConfig> = {
  ...actorCriticRules,
  ...behaviorModelRules,
  kernel: oneOf("laplacian", "gaussian"),
  kernelWidth: positive,
  matchedSamples: count,
  discrepancyThreshold: notNegative,
  discrepancyWeight: notNegative,
  multiplierLearningRate: positive,
  multiplierMaximum: positive,
  warmStartSteps: countOrNone,
  targetCandidates: count,
  actionCandidates: count,
  minimumWeight: fraction,
};

/**
 * Bootstrapping error accumulation reduction (Kumar et al. 2019, arXiv:1906.00949, algorithm 1): the policy may choose freely among
 * the actions that the log supports. What holds it there is the maximum mean discrepancy between a few of its actions, u_j
 * before the tanh, and as many of a conditional VAE of the log, b_j, which a narrower policy hardly changes:
 *
 *     y = r + γ (1 − terminated) · max_j (w min_i Q̄_i(s′, a_j) + (1 − w) max_i Q̄_i(s′, a_j)),  a_j ∼ π̄(s′)
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²
 *     MMD(s) = √(mean k(u, u′) + mean k(b, b′) − 2 mean k(u, b) + 10⁻⁶)
 *     L_π = mean (λ (MMD(s) − ε) − min_i mean_j Q_i(s, a_j)),  without Q in the warm start
 *     L_λ = −λ (mean MMD − ε)
 *
 * It acts by the action of the greatest Q_1 among several, whose noise is drawn once, from the seed. The VAE is that of `bcq`.
 */
export function bear(spec: DatasetSpec, given: Partial<BearConfig> = {}): ActorCriticAlgorithm {
  const config = resolveConfig("bear", rules, bearDefaults, given);
  refuseUnused("bear", given, unusedOf(config));
  const { matchedSamples, targetCandidates, actionCandidates, minimumWeight } = config;
  const inputs = continuousInputs(spec, config);
  const behavior = behaviorModel(inputs, config);
  const q = critics(inputs, config);
  const policy = followedPolicy(inputs, config);
  const threshold = config.discrepancyThreshold ?? 0.05;
  const multiplier = multiplierOf(config, threshold);
  const draws = noise(config.seed, "noise");
  const candidates = candidateNoise(config.seed, actionCandidates, inputs.actionSize);
  const drawn = (states: Tensor2D): Tensor2D => draws.normal(states.shape[0], inputs.actionSize);
  const act = bestOf(
    actionCandidates,
    (states) => policy.online.sample(states, candidates.spread(states.shape[0])).action,
    (states, actions) => q.firstValues(states, actions),
  );
  const lossOn = (observations: Tensor2D) => {
    const states = perCandidate(observations, matchedSamples);
    const logged = samplesOf(behavior.samplePreTanh(states), matchedSamples);
    const noises = drawn(states);
    const weights = { multiplier: multiplier.value(), threshold };
    const isWarm = policy.optimizer.hasTaken(config.warmStartSteps);
    return () => {
      const { action, preTanh } = policy.online.sample(states, noises);
      const discrepancies = maximumMeanDiscrepancy(
        samplesOf(preTanh, matchedSamples),
        logged,
        kernelOf(config),
      );
      const constraint = supportConstraintLoss(discrepancies, weights);
      const value = () => mean<Scalar>(leastMeanValue(q.values(states, action), matchedSamples));
      const loss = isWarm ? sub<Scalar>(constraint, value()) : constraint;
      return { loss, discrepancy: mean<Scalar>(discrepancies) };
    };
  };
  return actorCriticLearner({
    name: "BEAR",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [policy, behavior, multiplier, candidates.draws, draws.stream],
    policies: drawingPolicies(inputs, act, policy.online),
    act,
    update(batch) {
      const fitted = behavior.imitate(batch);
      const next = perCandidate(batch.nextObservations, targetCandidates);
      const nextValues = q.targetValues(next, policy.target.sample(next, drawn(next)).action);
      const targets = q.targets(batch, bestMixedValue(nextValues, targetCandidates, minimumWeight));
      const criticLoss = q.fit(batch, targets);
      const { loss: policyLoss, discrepancy } = policy.minimize(lossOn(batch.observations));
      q.follow();
      policy.follow();
      return { criticLoss, policyLoss, discrepancy, ...multiplier.adapt(discrepancy), ...fitted };
    },
  });
}

function followedPolicy(
  { observationSize, actionSize }: ContinuousInputs,
  { hiddenSizes, policyLearningRate, targetUpdateRate, seed }: BearConfig,
): FollowedNetwork<TanhGaussianActor> {
  const shape = { sizes: [observationSize, ...hiddenSizes], actionSize };
  return followedNetwork(
    "the policy",
    (name) => tanhGaussianActor(name, shape, randomStream(seed, "policy")),
    { learningRate: policyLearningRate, targetUpdateRate },
  );
}

/** [samples · rows, size] as [samples, rows, size]. */
function samplesOf(x: Tensor2D, samples: number): Tensor3D {
  return reshape<Rank.R3>(x, [samples, -1, x.shape[1]]);
}

function kernelOf({ kernel, kernelWidth }: BearConfig): MmdKernel {
  const sigma = kernelWidth ?? (kernel === "laplacian" ? 10 : 20);
  return { shape: kernel, width: 2 * sigma };
}

/** λ as the settings ask for it. */
function multiplierOf(config: BearConfig, threshold: number): ConstraintWeight {
  const { discrepancyWeight, multiplierLearningRate: learningRate = 1e-3 } = config;
  if (discrepancyWeight !== undefined) return fixedWeight(discrepancyWeight);
  const { multiplierMaximum: maximum = Math.exp(10) } = config;
  return learnedWeight("discrepancy", { threshold, learningRate, maximum, minimum: Math.exp(-5) });
}

/** Settings that have no effect beside the others. */
function unusedOf({ discrepancyWeight, criticCount }: BearConfig): readonly Unused<Partial<BearConfig>>[] {
  const isFixed = discrepancyWeight !== undefined;
  return [
    ["discrepancyThreshold", isFixed, "has no effect when discrepancyWeight is given"],
    ["multiplierLearningRate", isFixed, "has no effect when discrepancyWeight is given"],
    ["multiplierMaximum", isFixed, "has no effect when discrepancyWeight is given"],
    ["minimumWeight", criticCount === 1, "has no effect when criticCount is 1"],
  ];
}
