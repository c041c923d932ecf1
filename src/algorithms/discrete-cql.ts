import { add, type Scalar, type Tensor1D, type Tensor2D, tidy } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import {
  conservativePenalty,
  entropyMaximizerValue,
  expectedValue,
  uniformValue,
} from "../losses/conservative.ts";
import { minimize } from "../tensor/minimize.ts";
import { softmax } from "../tensor/softmax.ts";
import type { QLearningAlgorithm } from "./algorithm.ts";
import { oneOf, positive, type Rules, refuseUnused, resolveConfig, type Unused } from "./config.ts";
import {
  type ConservativeConfig,
  conservativeRules,
  conservativeWeightOf,
  unusedWeights,
} from "./conservative-config.ts";
import {
  type QLearnerConfig,
  qLearner,
  qLearnerDefaults,
  qLearnerRules,
  refuseUnusedOfQLearner,
} from "./q-learner.ts";

/** The distribution μ of actions whose values are pushed down. */
export type PushDown = "logSumExp" | "policy" | "uniform";

/**
 * Settings of `discreteCql`; by default `double` is true and `errorLoss` "squared". Huber's slope ends at 1, so that it
 * cannot hold the values against a penalty of α ≥ 1, which pushes on at any distance: they drift away without end, down
 * or up. Equations are those of arXiv:2006.04779.
 */
export interface DiscreteCqlConfig extends QLearnerConfig, ConservativeConfig {
  /**
   * μ. "logSumExp": the maximizer softmax(Q/T), in closed form T · log Σ_a exp(Q/T) (CQL(H), eq. 4). "policy": the policy
   * softmax(Q/T) as a constant (eq. 1 and 2 with μ = π). "uniform": all actions alike. Default "logSumExp".
   */
  readonly pushDown: PushDown;
  /** T of the maximizer or policy, positive. Default 1. Not with pushDown "uniform". */
  readonly temperature?: number;
  /** α of the penalty, fixed. Default 1. Not with gapThreshold. */
  readonly conservativeWeight?: number;
}

export const discreteCqlDefaults: Readonly<DiscreteCqlConfig> = Object.freeze({
  ...qLearnerDefaults,
  double: true,
  errorLoss: "squared",
  pushDown: "logSumExp",
  pushUp: true,
});

const rules: Rules<DiscreteCqlConfig> = {
  ...qLearnerRules,
  ...conservativeRules,
  pushDown: oneOf("logSumExp", "policy", "uniform"),
  temperature: positive,
};

/**
 * Conservative Q-learning for discrete actions (Kumar et al. 2020, arXiv:2006.04779):
 *
 *     y = r + γ (1 − terminated) · Q̄(s′, argmax_a Q(s′, a))
 *     penalty = mean (E_{a∼μ} Q(s, a) − Q(s, a_data))
 *     L = mean f(Q(s, a_data) − y) + α · penalty
 *
 * With `quantiles` the first term is QR-DQN's (see `dqn`), and the penalty is on the mean of the quantiles.
 *
 * Values of actions that the log does not support are pushed down until the policy has no reason to trust them. With
 * α = 0 it is double DQN.
 */
export function discreteCql(spec: DatasetSpec, given: Partial<DiscreteCqlConfig> = {}): QLearningAlgorithm {
  const config = resolveConfig("discreteCql", rules, discreteCqlDefaults, given);
  refuseUnused("discreteCql", config, unusedOf(config));
  refuseUnusedOfQLearner("discreteCql", given);
  const learner = qLearner(spec, config);
  const weight = conservativeWeightOf(config, 1);
  return {
    name: "discrete CQL",
    spec,
    sampling: learner.sampling,
    variables: [...learner.variables, ...weight.variables],
    update: (batch) =>
      tidy(() => {
        const targets = learner.targets(batch);
        const { penalty, ...metrics } = minimize("the CQL loss", learner.optimizer, () => {
          const outputs = learner.online.apply(batch.observations);
          const { dataValues, temporalDifference } = learner.head.judge(outputs, batch.actions, targets);
          const pushedDown = pushedDownValue(learner.head.values(outputs), config);
          const penalty = conservativePenalty(pushedDown, config.pushUp ? dataValues : undefined);
          return {
            loss: add<Scalar>(temporalDifference, weight.weigh(penalty)),
            temporalDifference,
            penalty,
          };
        });
        learner.updateTarget();
        return { ...metrics, penalty, ...weight.adapt(penalty) };
      }),
    diagnose: learner.diagnose,
    values: learner.values,
    rewardScaling: learner.rewardScaling,
    policy: learner.policy,
    dispose() {
      learner.dispose();
      weight.dispose();
    },
  };
}

/** E_{a∼μ} Q(s, a) of every row. */
function pushedDownValue(values: Tensor2D, { pushDown, temperature = 1 }: DiscreteCqlConfig): Tensor1D {
  switch (pushDown) {
    case "logSumExp":
      return entropyMaximizerValue(values, temperature);
    case "policy":
      return expectedValue(values, softmax(values, temperature));
    case "uniform":
      return uniformValue(values);
  }
}

/** Settings that have no effect or make no sense beside the others. */
function unusedOf(config: DiscreteCqlConfig): readonly Unused<DiscreteCqlConfig>[] {
  const isUniform = config.pushDown === "uniform";
  return [...unusedWeights(config), ["temperature", isUniform, 'has no effect when pushDown is "uniform"']];
}
