import { tidy } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { minimize } from "../tensor/minimize.ts";
import type { QLearningAlgorithm } from "./algorithm.ts";
import { resolveConfig } from "./config.ts";
import {
  type QLearnerConfig,
  qLearner,
  qLearnerDefaults,
  qLearnerRules,
  refuseUnusedOfQLearner,
} from "./q-learner.ts";

/** Settings of `dqn`; by default `double` is false and `errorLoss` "huber". */
export type DqnConfig = QLearnerConfig;

export const dqnDefaults: Readonly<DqnConfig> = Object.freeze({
  ...qLearnerDefaults,
  double: false,
  errorLoss: "huber",
});

/**
 * Deep Q-learning (Mnih et al. 2015, doi:10.1038/nature14236), or double DQN (van Hasselt et al. 2016,
 * arXiv:1509.06461) with `double`:
 *
 *     y = r + γ (1 − terminated) · Q̄(s′, argmax_a Q̄(s′, a))      double: argmax_a Q(s′, a)
 *     L = mean f(Q(s, a) − y)
 *
 * With `quantiles` it is QR-DQN (Dabney et al. 2017, arXiv:1710.10044): Q is the mean of so many quantiles θ_i(s, a) of the
 * return, y = r + γ (1 − terminated) · θ̄_j(s′, a′), and L = mean Σ_i mean_j |τ_i − 1[y_j < θ_i]| · huber(y_j − θ_i).
 *
 * On a fixed log nothing corrects Q̄ on actions that the log does not contain; the maximum seeks out where it errs
 * upwards, and the values grow beyond any return. It is here as the baseline that shows this.
 */
export function dqn(spec: DatasetSpec, given: Partial<DqnConfig> = {}): QLearningAlgorithm {
  const config = resolveConfig("dqn", qLearnerRules, dqnDefaults, given);
  refuseUnusedOfQLearner("dqn", given);
  const learner = qLearner(spec, config);
  return {
    name: config.double ? "double DQN" : "DQN",
    spec,
    sampling: learner.sampling,
    variables: learner.variables,
    update: (batch) =>
      tidy(() => {
        const targets = learner.targets(batch);
        const metrics = minimize("the DQN loss", learner.optimizer, () => {
          const outputs = learner.online.apply(batch.observations);
          return { loss: learner.head.judge(outputs, batch.actions, targets).temporalDifference };
        });
        learner.updateTarget();
        return metrics;
      }),
    diagnose: learner.diagnose,
    values: learner.values,
    rewardScaling: learner.rewardScaling,
    policy: learner.policy,
    dispose: learner.dispose,
  };
}
