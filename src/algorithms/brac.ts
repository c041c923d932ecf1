import {
  add,
  clipByValue,
  mean,
  mul,
  type Scalar,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  zeros,
} from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { entropyOf, softPolicyLoss } from "../losses/entropy-regularized.ts";
import { minimize } from "../tensor/minimize.ts";
import { tanhGaussianSample } from "../tensor/tanh-gaussian.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import { drawingPolicies } from "./actor-policies.ts";
import type { ActorCriticAlgorithm } from "./algorithm.ts";
import type { ContinuousBatch } from "./batch.ts";
import type { BehaviorCloning } from "./behavior-cloning.ts";
import { type Rules, refuseUnused, resolveConfig } from "./config.ts";
import { continuousInputs } from "./continuous-inputs.ts";
import { actorCriticLearner } from "./continuous-learner.ts";
import type { Returns } from "./critic-head.ts";
import { critics } from "./critics.ts";
import type { Divergence, PolicyInStates } from "./divergence.ts";
import { type DivergenceConfig, divergenceRules, isDual, unusedInDivergence } from "./divergence-config.ts";
import {
  type DivergenceWeightConfig,
  divergenceWeightOf,
  divergenceWeightRules,
  unusedInDivergenceWeight,
} from "./divergence-weight.ts";
import { dualDivergence } from "./dual-divergence.ts";
import { checkBehavior, checkScaling } from "./fitted-behavior.ts";
import { noise } from "./noise.ts";
import {
  checkPenalty,
  type PenaltyConfig,
  penaltyDefaults,
  penaltyRules,
  temperatureSettings,
  unusedInPenalty,
} from "./penalty-config.ts";
import { closedKl, kernelDivergence, klOfSamples } from "./primal-divergence.ts";
import { type QuantileConfig, quantileRules } from "./quantile-config.ts";
import { samplingOf } from "./sampling.ts";
import { squashedPolicy } from "./squashed-policy.ts";
import {
  type TemperatureConfig,
  temperatureOf,
  temperatureRules,
  unusedInTemperature,
} from "./temperature.ts";

/**
 * Settings of `brac`; by default `criticLearningRate` is 1e-3, and `temperature` 0 unless there is a targetEntropy. Equations are
 * those of arXiv:1911.11361.
 */
export interface BracConfig
  extends ActorCriticConfig,
    QuantileConfig,
    PenaltyConfig,
    DivergenceConfig,
    DivergenceWeightConfig,
    TemperatureConfig {}

/** Settings of `brac` as they are given: all but the behavior policy have defaults. */
export interface BracSettings extends Partial<BracConfig> {
  /** The behavior policy π_β, fitted before; it has to outlive the algorithm, which does not train it. */
  readonly behavior: BehaviorCloning;
}

export const bracDefaults: Readonly<BracConfig> = Object.freeze({
  ...actorCriticDefaults,
  criticLearningRate: 1e-3,
  ...penaltyDefaults,
  divergence: "kl",
});

const rules: Rules<BracConfig> = {
  ...actorCriticRules,
  ...quantileRules,
  ...penaltyRules,
  ...divergenceRules,
  ...divergenceWeightRules,
  ...temperatureRules,
};

/**
 * Behavior-regularized actor-critic (Wu et al. 2019, arXiv:1911.11361), with D(s) = D(π(·|s), π_β(·|s)) from a behavior policy
 * π_β that was fitted by imitation:
 *
 *     V(s′) = min_i Q̄_i(s′, a′) − α log π(a′|s′),  a′ ∼ π(s′)
 *     y = r + γ (1 − terminated) · (V(s′) − λ D(s′))        the penalty in the value,
 *     y = r − λ D(s) + γ (1 − terminated) · V(s′)           or in the reward
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²
 *     L_π = mean (α log π(a|s) + λ D(s) − min_i Q_i(s, a)),  a ∼ π(s);  without Q in the warm start
 *     L_λ = −λ (mean D(s) − target divergence)
 *
 * The penalty keeps the policy where the log can tell what its actions are worth. In the policy's loss alone it looks at this
 * state; in the value it also avoids states from which the policy would have to leave the data. With λ → ∞ the policy is the
 * behavior policy, with λ = 0 this is `sac`.
 */
export function brac(spec: DatasetSpec, { behavior, ...given }: BracSettings): ActorCriticAlgorithm {
  const config = resolveConfig("brac", rules, bracDefaults, given);
  const { criticPenalty, actionMargin = 1e-3, warmStartSteps = 0 } = config;
  refuseUnused("brac", given, [
    ...unusedInPenalty(config),
    ...unusedInDivergence(config),
    ...unusedInDivergenceWeight(config),
    ...unusedInTemperature(temperatureSettings(config)),
  ]);
  checkPenalty("brac", config);
  checkBehavior("brac", spec, behavior, "behaviorCloning");
  checkScaling("brac", behavior, config);
  const divergence = divergenceOf(behavior, config);
  const inputs = continuousInputs(spec, config);
  const { actionSize } = inputs;
  const weight = divergenceWeightOf(config);
  const temperature = temperatureOf(temperatureSettings(config), -actionSize);
  const policy = squashedPolicy(inputs, config);
  const { actor, optimizer } = policy;
  const q = critics(inputs, config);
  const draws = noise(config.seed, "noise");
  const inStates = (observations: Tensor2D, dataActions: Tensor2D | undefined): PolicyInStates => {
    const gaussians = actor.gaussians(observations);
    const { action, logProb } = tanhGaussianSample(gaussians, draws.normal(config.batchSize, actionSize));
    return { observations, gaussians, action, logProb, dataActions };
  };
  const targetsOf = (batch: ContinuousBatch, alpha: Scalar, lambda: Scalar): Tensor => {
    const penalty = (states: PolicyInStates): Tensor1D => mul(lambda, divergence.of(states));
    const next = inStates(batch.nextObservations, batch.nextActions);
    const returns = q.targetReturns(next.observations, next.action);
    const soft = sub<Returns>(returns, mul(alpha, next.logProb));
    const nextReturns = criticPenalty === "value" ? sub<Returns>(soft, penalty(next)) : soft;
    if (criticPenalty !== "reward") return q.targetsOfReturns(batch, nextReturns, config.minimumWeight);
    const rewards = sub<Tensor1D>(batch.rewards, penalty(inStates(batch.observations, batch.actions)));
    return q.targetsOfReturns({ ...batch, rewards }, nextReturns, config.minimumWeight);
  };
  const valuesFor = ({ observations, action }: PolicyInStates): Tensor2D =>
    optimizer.hasTaken(warmStartSteps) ? q.values(observations, action) : zeros([1, observations.shape[0]]);
  return actorCriticLearner({
    name: "BRAC",
    spec,
    sampling: { ...samplingOf(config), nextActions: needsNextActions(config) },
    inputs,
    critics: q,
    parts: [policy, divergence, weight, temperature, draws.stream],
    policies: drawingPolicies(inputs, actor.mode, actor),
    act: actor.mode,
    update(batch) {
      const [alpha, lambda] = [temperature.value(), weight.value()];
      const here = () => inStates(batch.observations, batch.actions);
      const targets = targetsOf(batch, alpha, lambda);
      const criticLoss = q.fit(batch, targets);
      const { loss: policyLoss, ...met } = minimize("the policy's loss", optimizer, () => {
        const states = here();
        const distance = mean<Scalar>(divergence.of(states));
        const soft = softPolicyLoss(valuesFor(states), states.logProb, alpha);
        const loss = config.policyPenalty ? add<Scalar>(soft, mul(lambda, distance)) : soft;
        return { loss, entropy: entropyOf(states.logProb), divergence: distance };
      });
      q.follow();
      const fitted = divergence.fit(here);
      const adapted = { ...temperature.adapt(met.entropy), ...weight.adapt(met.divergence) };
      return { criticLoss, policyLoss, ...met, ...fitted, ...adapted };
    },
    diagnose({ observations }) {
      const within = clipByValue(actor.mode(observations), actionMargin - 1, 1 - actionMargin);
      const logProb = sub(behavior.actor.logProb(observations, within), inputs.logVolume);
      return { behaviorLogLikelihood: mean<Scalar>(logProb) };
    },
  });
}

function divergenceOf({ actor, inputs }: BehaviorCloning, config: BracConfig): Divergence {
  switch (config.divergence) {
    case "kl":
      return closedKl("brac", actor);
    case "klSampled":
      return klOfSamples(actor, config);
    case "mmd":
      return kernelDivergence(actor, config);
    case "klDual":
    case "wassersteinDual":
      return dualDivergence(inputs, config);
  }
}

/** The penalty on next states compares the policy with what the log does there, where a critic does the comparing. */
function needsNextActions(config: BracConfig): boolean {
  return isDual(config) && config.criticPenalty === "value";
}
