import {
  add,
  expandDims,
  mean,
  mul,
  type Scalar,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  zeros,
} from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { log } from "../env/math/exponential.ts";
import { criticMixture } from "../losses/critic-mixture.ts";
import { discreteSoftPolicyLoss, softValues } from "../losses/discrete-entropy-regularized.ts";
import { categoricalKl } from "../tensor/categorical-kl.ts";
import { categoricalEntropy } from "../tensor/entropy.ts";
import { minimize } from "../tensor/minimize.ts";
import { logSoftmax, softmax } from "../tensor/softmax.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import type { QLearningAlgorithm } from "./algorithm.ts";
import type { DiscreteBatch } from "./batch.ts";
import { categoricalPolicy } from "./categorical-policy.ts";
import { type Rules, refuseUnused, resolveConfig } from "./config.ts";
import { discreteActorCritic } from "./discrete-actor-critic.ts";
import type { DiscreteBehaviorCloning } from "./discrete-behavior-cloning.ts";
import { discreteCritics } from "./discrete-critics.ts";
import { discreteInputs } from "./discrete-inputs.ts";
import {
  type DivergenceWeightConfig,
  divergenceWeightOf,
  divergenceWeightRules,
  unusedInDivergenceWeight,
} from "./divergence-weight.ts";
import { checkBehavior } from "./fitted-behavior.ts";
import {
  checkPenalty,
  type PenaltyConfig,
  penaltyDefaults,
  penaltyRules,
  temperatureSettings,
  unusedInPenalty,
} from "./penalty-config.ts";
import { samplingOf } from "./sampling.ts";
import {
  type TemperatureConfig,
  temperatureOf,
  temperatureRules,
  unusedInTemperature,
} from "./temperature.ts";

/**
 * Settings of `discreteBrac`; by default `criticLearningRate` is 1e-3, and `temperature` 0 unless there is a targetEntropy.
 * Equations are those of arXiv:1911.11361.
 */
export interface DiscreteBracConfig
  extends ActorCriticConfig,
    PenaltyConfig,
    DivergenceWeightConfig,
    TemperatureConfig {}

/** Settings of `discreteBrac` as they are given: all but the behavior policy have defaults. */
export interface DiscreteBracSettings extends Partial<DiscreteBracConfig> {
  /** The behavior policy π_β, fitted before; it has to outlive the algorithm, which does not train it. */
  readonly behavior: DiscreteBehaviorCloning;
}

export const discreteBracDefaults: Readonly<DiscreteBracConfig> = Object.freeze({
  ...actorCriticDefaults,
  criticLearningRate: 1e-3,
  ...penaltyDefaults,
});

const rules: Rules<DiscreteBracConfig> = {
  ...actorCriticRules,
  ...penaltyRules,
  ...divergenceWeightRules,
  ...temperatureRules,
};

/**
 * Behavior-regularized actor-critic (Wu et al. 2019, arXiv:1911.11361) for discrete actions, where expectations and the divergence
 * D(s) = KL(π(·|s) ‖ π_β(·|s)) from a behavior policy π_β that was fitted by imitation are sums:
 *
 *     V(s′) = Σ_a π(a|s′) (min_i Q̄_i(s′, a) − α log π(a|s′))
 *     y = r + γ (1 − terminated) · (V(s′) − λ D(s′))        the penalty in the value,
 *     y = r − λ D(s) + γ (1 − terminated) · V(s′)           or in the reward
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²
 *     L_π = mean (Σ_a π(a|s) (α log π(a|s) − min_i Q_i(s, a)) + λ D(s)),  without Q in the warm start
 *     L_λ = −λ (mean D(s) − target divergence)
 *
 * With α = 0 the best policy is π_β e^(Q/λ), normalized. With λ → ∞ it is the behavior policy, with λ = 0 this is `discreteSac`.
 */
export function discreteBrac(
  spec: DatasetSpec,
  { behavior, ...given }: DiscreteBracSettings,
): QLearningAlgorithm {
  const config = resolveConfig("discreteBrac", rules, discreteBracDefaults, given);
  const { criticPenalty, minimumWeight, warmStartSteps = 0 } = config;
  refuseUnused("discreteBrac", given, [
    ...unusedInPenalty(config),
    ...unusedInDivergenceWeight(config),
    ...unusedInTemperature(temperatureSettings(config)),
  ]);
  checkPenalty("discreteBrac", config);
  checkBehavior("discreteBrac", spec, behavior, "discreteBehaviorCloning");
  const inputs = discreteInputs(spec, config);
  const policy = categoricalPolicy(inputs, config);
  const q = discreteCritics(inputs, config);
  const temperature = temperatureOf(temperatureSettings(config), 0.98 * log(inputs.actions));
  const weight = divergenceWeightOf(config);
  const targetsOf = (
    batch: DiscreteBatch,
    logged: DiscreteBatch,
    alpha: Scalar,
    lambda: Scalar,
  ): Tensor1D => {
    const logits = policy.logits(batch.nextObservations);
    const soft = softValues(logits, q.targetValues(batch.nextObservations), alpha);
    const values = criticMixture(soft, minimumWeight);
    const penalty = (ofPolicy: Tensor2D, ofBehavior: Tensor2D): Tensor1D =>
      mul(lambda, categoricalKl(ofPolicy, behavior.network.apply(ofBehavior)));
    if (criticPenalty === "value") {
      const lowered = sub<Tensor3D>(values, perAction(penalty(logits, logged.nextObservations)));
      return q.targets(batch, logits, lowered);
    }
    if (criticPenalty === "none") return q.targets(batch, logits, values);
    const here = penalty(policy.logits(batch.observations), logged.observations);
    return q.targets({ ...batch, rewards: sub<Tensor1D>(batch.rewards, here) }, logits, values);
  };
  const valuesIn = (observations: Tensor2D): Tensor3D =>
    policy.optimizer.hasTaken(warmStartSteps)
      ? q.values(observations)
      : zeros([1, observations.shape[0], inputs.actions]);
  return discreteActorCritic({
    name: "discrete BRAC",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [policy, temperature, weight],
    logits: policy.logits,
    update(batch, logged) {
      const [alpha, lambda] = [temperature.value(), weight.value()];
      const targets = targetsOf(batch, logged, alpha, lambda);
      const criticLoss = q.fit(batch, targets);
      const values = valuesIn(batch.observations);
      const behaviorLogits = behavior.network.apply(logged.observations);
      const { loss: policyLoss, ...met } = minimize("the policy's loss", policy.optimizer, () => {
        const logits = policy.logits(batch.observations);
        const divergence = mean<Scalar>(categoricalKl(logits, behaviorLogits));
        const soft = discreteSoftPolicyLoss(logits, values, alpha);
        const loss = config.policyPenalty ? add<Scalar>(soft, mul(lambda, divergence)) : soft;
        return { loss, entropy: mean<Scalar>(categoricalEntropy(logits)), divergence };
      });
      q.follow();
      const adapted = { ...temperature.adapt(met.entropy), ...weight.adapt(met.divergence) };
      return { criticLoss, policyLoss, ...met, ...adapted };
    },
    diagnose({ observations }, logged) {
      const logProbs = logSoftmax(behavior.network.apply(logged.observations));
      const probabilities = softmax(policy.logits(observations));
      return { behaviorLogLikelihood: mean<Scalar>(sum<Tensor1D>(mul(probabilities, logProbs), 1)) };
    },
  });
}

/** One number of every row for all critics and actions, [1, rows, 1]. */
function perAction(x: Tensor1D): Tensor3D {
  return expandDims<Tensor3D>(expandDims<Tensor2D>(x, 1), 0);
}
