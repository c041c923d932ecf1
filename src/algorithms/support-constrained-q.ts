import { cast, mean, type Scalar, type Tensor2D, tidy } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { supportOf, valuesWithin } from "../losses/support.ts";
import { evaluatorOf } from "../networks/evaluator.ts";
import { greedyBatchPolicy } from "../policy/greedy.ts";
import { minimize } from "../tensor/minimize.ts";
import type { QLearningAlgorithm } from "./algorithm.ts";
import { fraction, type Rules, resolveConfig } from "./config.ts";
import type { DiscreteBehaviorCloning } from "./discrete-behavior-cloning.ts";
import { checkBehavior } from "./fitted-behavior.ts";
import {
  type QLearnerConfig,
  qLearner,
  qLearnerDefaults,
  qLearnerRules,
  refuseUnusedOfQLearner,
} from "./q-learner.ts";

/** Settings of `supportConstrainedQ`; by default `double` is true and `errorLoss` "huber". */
export interface SupportConstrainedQConfig extends QLearnerConfig {
  /**
   * ε, a probability: an action counts where π_β(a|s) ≥ ε, and π_β's most likely action always does. 0 allows all actions, which
   * is double DQN; above ½ only the most likely, which is cloning. Default 0.1.
   */
  readonly supportThreshold: number;
}

/** Settings of `supportConstrainedQ` as they are given: all but the behavior policy have defaults. */
export interface SupportConstrainedQSettings extends Partial<SupportConstrainedQConfig> {
  /** The behavior policy π_β, fitted before; it has to outlive the algorithm, which does not train it. */
  readonly behavior: DiscreteBehaviorCloning;
}

export const supportConstrainedQDefaults: Readonly<SupportConstrainedQConfig> = Object.freeze({
  ...qLearnerDefaults,
  double: true,
  errorLoss: "huber",
  supportThreshold: 0.1,
});

const rules: Rules<SupportConstrainedQConfig> = { ...qLearnerRules, supportThreshold: fraction };

/**
 * Q-learning among the actions that a behavior policy π_β supports, the support constraint on a policy, π(a|s) > 0 only where
 * π_β(a|s) ≥ ε (Kumar et al. 2019, arXiv:1906.00949, definition 4.1):
 *
 *     supported(s) = {a : π_β(a|s) ≥ ε, or a is the mode of π_β}
 *     y = r + γ (1 − terminated) · Q̄(s′, argmax_{a ∈ supported(s′)} Q(s′, a))
 *     L = mean f(Q(s, a) − y)
 *     π(s) = argmax_{a ∈ supported(s)} Q(s, a)
 *
 * Unlike a divergence it does not hold the policy to the frequencies of the log: a rare action that is good may be taken always.
 * `discreteBcq` has its threshold relative to the most likely action, and learns the behavior policy beside the values.
 */
export function supportConstrainedQ(
  spec: DatasetSpec,
  { behavior, ...given }: SupportConstrainedQSettings,
): QLearningAlgorithm {
  const config = resolveConfig("supportConstrainedQ", rules, supportConstrainedQDefaults, given);
  refuseUnusedOfQLearner("supportConstrainedQ", given);
  checkBehavior("supportConstrainedQ", spec, behavior, "discreteBehaviorCloning");
  const learner = qLearner(spec, config);
  const supported = (observations: Tensor2D): Tensor2D =>
    supportOf(behavior.network.apply(observations), config.supportThreshold);
  const apply = (x: Tensor2D): Tensor2D =>
    valuesWithin(supported(x), learner.head.values(learner.online.apply(x)));
  const chooser = evaluatorOf({ apply }, spec.observationSize);
  return {
    name: "support-constrained Q-learning",
    spec,
    sampling: learner.sampling,
    variables: learner.variables,
    update: (batch) =>
      tidy(() => {
        const support = supported(batch.nextObservations);
        const targets = learner.targets(batch, support);
        const metrics = minimize("the Q-learning loss", learner.optimizer, () => {
          const outputs = learner.online.apply(batch.observations);
          return { loss: learner.head.judge(outputs, batch.actions, targets).temporalDifference };
        });
        learner.updateTarget();
        return { ...metrics, supportedShare: mean<Scalar>(cast(support, "float32")) };
      }),
    diagnose: (batch) => tidy(() => learner.diagnose(batch, supported(batch.observations))),
    values: learner.values,
    rewardScaling: learner.rewardScaling,
    policy: () => greedyBatchPolicy(chooser.evaluateOne, chooser.evaluate, spec.observationSize),
    dispose() {
      for (const part of [chooser, learner]) part.dispose();
    },
  };
}
