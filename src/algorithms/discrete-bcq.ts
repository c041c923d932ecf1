import { add, cast, mean, type Scalar, type Tensor2D, tidy } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { randomStream } from "../kernels/random.ts";
import { negativeLogLikelihood } from "../losses/negative-log-likelihood.ts";
import { relativeSupportOf, valuesWithin } from "../losses/support.ts";
import { evaluatorOf } from "../networks/evaluator.ts";
import { mlp } from "../networks/mlp.ts";
import { greedyBatchPolicy } from "../policy/greedy.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import type { QLearningAlgorithm } from "./algorithm.ts";
import { fraction, notNegative, type Rules, resolveConfig } from "./config.ts";
import { discreteSizes } from "./discrete-spec.ts";
import {
  type QLearnerConfig,
  qLearner,
  qLearnerDefaults,
  qLearnerRules,
  refuseUnusedOfQLearner,
} from "./q-learner.ts";

/** Settings of `discreteBcq`; by default `double` is true and `errorLoss` "huber". Equations are those of arXiv:1910.01708. */
export interface DiscreteBcqConfig extends QLearnerConfig {
  /**
   * τ in [0, 1]: an action is allowed if it is more than τ times as likely as the likeliest (eq. 6). 0 allows all, which is double
   * DQN; 1 only the likeliest, which is cloning. Default 0.3.
   */
  readonly supportThreshold: number;
  /** Weight of the mean squared logit in the behavior policy's loss, which keeps it from becoming certain. Default 0.01. */
  readonly logitPenalty: number;
}

export const discreteBcqDefaults: Readonly<DiscreteBcqConfig> = Object.freeze({
  ...qLearnerDefaults,
  double: true,
  errorLoss: "huber",
  supportThreshold: 0.3,
  logitPenalty: 0.01,
});

const rules: Rules<DiscreteBcqConfig> = {
  ...qLearnerRules,
  supportThreshold: fraction,
  logitPenalty: notNegative,
};

/** A learner of values and of the policy that made the log. */
export interface DiscreteBcq extends QLearningAlgorithm {
  /**
   * The logits of the behavior policy G(·|s).
   *
   * @param observations flat row-major [rows][observationSize]
   * @returns flat row-major [rows][actions]
   */
  behaviorLogits(observations: Float32Array): Float32Array;
}

/**
 * Discrete batch-constrained Q-learning (Fujimoto et al. 2019, arXiv:1910.01708, algorithm 1): the maximum goes over the actions
 * that a behavior policy G = softmax(z), learned beside the values, finds likely enough.
 *
 *     allowed(s) = {a : G(a|s) / max_a G(a|s) > τ, or a is the mode of G}
 *     y = r + γ (1 − terminated) · Q̄(s′, argmax_{a ∈ allowed(s′)} Q(s′, a))
 *     L = mean f(Q(s, a) − y) + mean −log G(a|s) + logitPenalty · mean z²
 *     π(s) = argmax_{a ∈ allowed(s)} Q(s, a)
 *
 * Values and behavior policy are networks of their own; the paper's share their first layers where observations are images.
 */
export function discreteBcq(spec: DatasetSpec, given: Partial<DiscreteBcqConfig> = {}): DiscreteBcq {
  const config = resolveConfig("discreteBcq", rules, discreteBcqDefaults, given);
  refuseUnusedOfQLearner("discreteBcq", given);
  const { observationSize, actions } = discreteSizes(spec);
  const learner = qLearner(spec, config);
  const layers = [observationSize, ...config.hiddenSizes, actions];
  const network = mlp("the behavior policy", layers, randomStream(config.seed, "policy network"));
  const behavior = learner.scaler.scale(network);
  const optimizer = adam(behavior.variables, { learningRate: config.learningRate });
  const allowedIn = (observations: Tensor2D): Tensor2D =>
    relativeSupportOf(behavior.apply(observations), config.supportThreshold);
  const allowedValues = (x: Tensor2D): Tensor2D =>
    valuesWithin(allowedIn(x), learner.head.values(learner.online.apply(x)));
  const chooser = evaluatorOf({ apply: allowedValues }, observationSize);
  const likelihood = evaluatorOf(behavior, observationSize);
  return {
    name: "discrete BCQ",
    spec,
    sampling: learner.sampling,
    variables: [...learner.variables, ...behavior.variables, ...optimizer.state],
    update: (batch) =>
      tidy(() => {
        const allowed = allowedIn(batch.nextObservations);
        const targets = learner.targets(batch, allowed);
        const { loss: temporalDifference } = minimize("the BCQ loss", learner.optimizer, () => {
          const outputs = learner.online.apply(batch.observations);
          return { loss: learner.head.judge(outputs, batch.actions, targets).temporalDifference };
        });
        const { loss: behaviorLoss } = minimize("the behavior policy's loss", optimizer, () => {
          const logits = behavior.apply(batch.observations);
          return { loss: negativeLogLikelihood(logits, batch.actions, config.logitPenalty) };
        });
        learner.updateTarget();
        const loss = add<Scalar>(temporalDifference, behaviorLoss);
        return {
          loss,
          temporalDifference,
          behaviorLoss,
          allowedShare: mean<Scalar>(cast(allowed, "float32")),
        };
      }),
    diagnose: (batch) => tidy(() => learner.diagnose(batch, allowedIn(batch.observations))),
    values: learner.values,
    behaviorLogits: likelihood.evaluate,
    rewardScaling: learner.rewardScaling,
    policy: () => greedyBatchPolicy(chooser.evaluateOne, chooser.evaluate, observationSize),
    dispose() {
      for (const part of [chooser, likelihood, optimizer, network, learner]) part.dispose();
    },
  };
}
