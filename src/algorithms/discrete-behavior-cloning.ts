import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { checkDiscreteAction } from "../env/action.ts";
import { randomStream } from "../kernels/random.ts";
import { negativeLogLikelihood } from "../losses/negative-log-likelihood.ts";
import { evaluatorOf } from "../networks/evaluator.ts";
import { type Mlp, mlp } from "../networks/mlp.ts";
import { noScaler, observationScaler } from "../networks/observation-scaler.ts";
import type { ActionLikelihood } from "../policy/action-likelihood.ts";
import { greedyBatchPolicy } from "../policy/greedy.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import { logSoftmax } from "../tensor/softmax.ts";
import { takePerRow } from "../tensor/take-per-row.ts";
import type { Algorithm } from "./algorithm.ts";
import { type CloningConfig, cloningDefaults, cloningRules, cloningSampling } from "./cloning-config.ts";
import { notNegative, type Rules, resolveConfig } from "./config.ts";
import { discreteSizes } from "./discrete-spec.ts";

/** Settings of `discreteBehaviorCloning`. */
export interface DiscreteBehaviorCloningConfig extends CloningConfig {
  /** Weight of the mean squared logit in the loss, which keeps the policy from becoming certain. Default 0. */
  readonly logitPenalty: number;
}

export const discreteBehaviorCloningDefaults: Readonly<DiscreteBehaviorCloningConfig> = Object.freeze({
  ...cloningDefaults,
  logitPenalty: 0,
});

const rules: Rules<DiscreteBehaviorCloningConfig> = { ...cloningRules, logitPenalty: notNegative };

/** A learner of the policy that made the log. */
export interface DiscreteBehaviorCloning extends Algorithm<number>, ActionLikelihood<number> {
  /**
   * The logits of π(·|s).
   *
   * @param observations flat row-major [rows][observationSize]
   * @returns flat row-major [rows][actions]
   */
  logits(observations: Float32Array): Float32Array;
  /** The network of the logits, for observations in the log's units; other algorithms are constrained by it. */
  readonly network: Mlp;
}

/**
 * Behavior cloning of a categorical policy π = softmax(z(s)) by maximum likelihood:
 *
 *     L = mean −log π(a|s) + logitPenalty · mean z²
 *
 * It imitates the log, good and bad decisions alike, and acts by the most likely action. It is the baseline that offline
 * RL has to beat, and the behavior policy that constraints refer to.
 */
export function discreteBehaviorCloning(
  spec: DatasetSpec,
  given: Partial<DiscreteBehaviorCloningConfig> = {},
): DiscreteBehaviorCloning {
  const config = resolveConfig("discreteBehaviorCloning", rules, discreteBehaviorCloningDefaults, given);
  const { observationSize, actions } = discreteSizes(spec);
  const random = randomStream(config.seed, "policy network");
  const layers = [observationSize, ...config.hiddenSizes, actions];
  const unscaled = mlp("the policy network", layers, random);
  const scaler = config.standardizeObservations ? observationScaler(spec) : noScaler();
  const network = scaler.scale(unscaled);
  const optimizer = adam(network.variables, { learningRate: config.learningRate });
  const evaluator = evaluatorOf(network, observationSize);
  return {
    name: "behavior cloning",
    spec,
    sampling: cloningSampling(config),
    variables: [...network.variables, ...scaler.variables, ...optimizer.state],
    update: ({ observations, actions: taken }) =>
      tidy(() =>
        minimize("the cloning loss", optimizer, () => ({
          loss: negativeLogLikelihood(network.apply(observations), taken, config.logitPenalty),
        })),
      ),
    logits: evaluator.evaluate,
    logProbs: (observations, taken) => logProbabilities(evaluator.evaluate(observations), taken, actions),
    network,
    policy: () => greedyBatchPolicy(evaluator.evaluateOne, evaluator.evaluate, observationSize),
    dispose() {
      for (const part of [evaluator, optimizer, network, scaler]) part.dispose();
    },
  };
}

/** log π(a|s) of actions taken, [rows], of logits [rows][actions]. */
function logProbabilities(logits: Float32Array, taken: Int32Array, actions: number): Float32Array {
  const rows = logits.length / actions;
  if (taken.length !== rows) {
    throw new RangeError(`there must be an action for each of ${rows} observations; got ${taken.length}`);
  }
  taken.forEach((action, row) => {
    checkDiscreteAction(`actions[${row}]`, action, actions);
  });
  let chosen: Float32Array = new Float32Array();
  tidy(() => {
    const logProbs = logSoftmax(tensor2d(logits, [rows, actions]));
    chosen = takePerRow(logProbs, tensor1d(taken, "int32")).dataSync<"float32">();
  });
  return chosen;
}
