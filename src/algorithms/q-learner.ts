import {
  max,
  mean,
  type Scalar,
  type Tensor,
  type Tensor2D,
  tidy,
  type Variable,
} from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import type { BatchPolicy } from "../env/policy.ts";
import { randomStream } from "../kernels/random.ts";
import { valuesWithin } from "../losses/support.ts";
import type { ErrorLoss } from "../losses/temporal-difference.ts";
import { evaluatorOf } from "../networks/evaluator.ts";
import { copyOf, type Mlp, mlp } from "../networks/mlp.ts";
import { noScaler, type ObservationScaler, observationScaler } from "../networks/observation-scaler.ts";
import { greedyBatchPolicy } from "../policy/greedy.ts";
import type { QFunction } from "../policy/q-function.ts";
import { type Adam, adam } from "../tensor/adam.ts";
import { polyak } from "../tensor/polyak.ts";
import { takePerRow } from "../tensor/take-per-row.ts";
import type { Sampling } from "./algorithm.ts";
import type { DiscreteBatch } from "./batch.ts";
import {
  bounds,
  count,
  flag,
  fraction,
  oneOf,
  positive,
  positiveFraction,
  type Rules,
  refuseUnused,
  seed,
  sizes,
} from "./config.ts";
import { discreteSizes } from "./discrete-spec.ts";
import { quantileHead, type ValueHead, valueHead } from "./value-head.ts";

/** Settings of every algorithm that learns Q(s, a) of discrete actions with a target network. */
export interface QLearnerConfig {
  /** Widths of the hidden layers. Default [256, 256]. */
  readonly hiddenSizes: readonly number[];
  /** Step size of Adam. Default 3e-4. */
  readonly learningRate: number;
  /** Transitions a step. Default 256. */
  readonly batchSize: number;
  /** γ in [0, 1]. Default 0.99. */
  readonly discount: number;
  /**
   * n: targets are Σ_{k<n} γᵏ rₖ + γⁿ · Q̄ at the state after n steps, or fewer at the end of an episode. Rewards arrive
   * sooner, but n > 1 is biased towards the policy that made the log, whose actions are taken in between: it suits short n
   * and logs of good policies. Default 1.
   */
  readonly returnSteps: number;
  /** How far the target network moves towards the online one at an update, in (0, 1]; 1 copies it. Default 0.005. */
  readonly targetUpdateRate: number;
  /** Steps from one update of the target network to the next. Default 1. */
  readonly targetUpdateInterval: number;
  /** The online network chooses the action that the target network values (double Q-learning). */
  readonly double: boolean;
  /** Networks see (observation − mean) / std of the log. Default true. */
  readonly standardizeObservations: boolean;
  /**
   * How an error counts: "squared", or "huber", which is linear beyond 1. Default: "huber" in dqn, "squared" in
   * discreteCql.
   */
  readonly errorLoss: ErrorLoss;
  /**
   * N: the network learns as many quantiles of the return of every action, whose mean is its value, by quantile regression with
   * Huber's threshold 1 (QR-DQN, Dabney et al. 2017, arXiv:1710.10044, which has 200). Default: the value alone. Not with
   * errorLoss.
   */
  readonly quantiles?: number;
  /**
   * Smallest and largest return that the task allows, to which targets are limited, such as r_max / (1 − γ): a value
   * beyond it is a mistake of the network. Default: no limits.
   */
  readonly valueBounds?: readonly [lower: number, upper: number];
  /** Of the initial weights and the minibatches. Default 0. */
  readonly seed: number;
}

export const qLearnerDefaults: Omit<QLearnerConfig, "double" | "errorLoss"> = {
  hiddenSizes: Object.freeze([256, 256]),
  learningRate: 3e-4,
  batchSize: 256,
  discount: 0.99,
  returnSteps: 1,
  targetUpdateRate: 0.005,
  targetUpdateInterval: 1,
  standardizeObservations: true,
  seed: 0,
};

export const qLearnerRules: Rules<QLearnerConfig> = {
  hiddenSizes: sizes,
  learningRate: positive,
  batchSize: count,
  discount: fraction,
  returnSteps: count,
  targetUpdateRate: positiveFraction,
  targetUpdateInterval: count,
  double: flag,
  standardizeObservations: flag,
  errorLoss: oneOf("huber", "squared"),
  quantiles: count,
  valueBounds: bounds,
  seed,
};

/** An online network, its target and what updates them. */
export interface QLearner extends QFunction {
  readonly online: Mlp;
  /** Of the observations that the networks see. */
  readonly scaler: ObservationScaler;
  readonly optimizer: Adam;
  readonly sampling: Sampling;
  readonly variables: readonly Variable[];
  /**
   * y = r + discount · Q̄(s′, argmax_a Q(s′, a)), the argmax by the online network if `double`, else by Q̄; [B], or [B, quantiles]
   * of all quantiles of that action.
   *
   * @param allowed the actions that the argmax may take, bool [B, actions]; all of them unless given
   */
  targets(batch: DiscreteBatch, allowed?: Tensor2D): Tensor;
  /** What the network's outputs mean: values, or quantiles of the return. */
  readonly head: ValueHead;
  /** Lets the target network follow, when it is its turn. */
  updateTarget(): void;
  /** The means over the batch of Q(s, a) of the log's action, the greedy one of those that are allowed and a random one. */
  diagnose(
    batch: DiscreteBatch,
    allowed?: Tensor2D,
  ): { dataValue: Scalar; policyValue: Scalar; randomValue: Scalar };
  policy(): BatchPolicy;
  dispose(): void;
}

/** The networks start from the seed: algorithms with one seed and shape start from the same weights. */
export function qLearner(spec: DatasetSpec, config: QLearnerConfig): QLearner {
  const { observationSize, actions } = discreteSizes(spec);
  const head = headOf(actions, config);
  const layers = [observationSize, ...config.hiddenSizes, head.outputs];
  const network = mlp("the Q-network", layers, randomStream(config.seed, "Q-network"));
  const scaler = config.standardizeObservations ? observationScaler(spec) : noScaler();
  const online = scaler.scale(network);
  const target = scaler.scale(copyOf("the target network", online));
  const optimizer = adam(online.variables, { learningRate: config.learningRate });
  const valuesOf = (x: Tensor2D): Tensor2D => head.values(online.apply(x));
  const evaluator = evaluatorOf({ apply: valuesOf }, observationSize);
  const [lowerBound, upperBound] = config.valueBounds ?? [-Infinity, Infinity];
  const among = (values: Tensor2D, allowed: Tensor2D | undefined): Tensor2D =>
    allowed === undefined ? values : valuesWithin(allowed, values);
  return {
    online,
    scaler,
    optimizer,
    sampling: {
      batchSize: config.batchSize,
      discount: config.discount,
      returnSteps: config.returnSteps,
      random: randomStream(config.seed, "minibatches"),
    },
    variables: [...online.variables, ...target.variables, ...scaler.variables, ...optimizer.state],
    targets({ rewards, discounts, nextObservations }, allowed) {
      const next = target.apply(nextObservations);
      const selector = config.double ? valuesOf(nextObservations) : head.values(next);
      return head.targets({ rewards, discounts, lowerBound, upperBound }, next, among(selector, allowed));
    },
    head,
    updateTarget() {
      if (!optimizer.isTurn(config.targetUpdateInterval)) return;
      polyak(target.variables, online.variables, config.targetUpdateRate);
    },
    diagnose: ({ observations, actions }, allowed) =>
      tidy(() => {
        const values = valuesOf(observations);
        return {
          dataValue: mean<Scalar>(takePerRow(values, actions)),
          policyValue: mean<Scalar>(max(among(values, allowed), 1)),
          randomValue: mean<Scalar>(values),
        };
      }),
    values: evaluator.evaluate,
    rewardScaling: spec.rewardScaling,
    policy: () => greedyBatchPolicy(evaluator.evaluateOne, evaluator.evaluate, observationSize),
    dispose() {
      optimizer.dispose();
      for (const part of [evaluator, online, target, scaler]) part.dispose();
    },
  };
}

function headOf(actions: number, { quantiles, errorLoss }: QLearnerConfig): ValueHead {
  return quantiles === undefined ? valueHead(actions, errorLoss) : quantileHead(actions, quantiles);
}

/** Throws a RangeError for a setting that was given and has no effect beside the others. */
export function refuseUnusedOfQLearner(algorithm: string, given: Partial<QLearnerConfig>): void {
  refuseUnused(algorithm, given, [
    ["errorLoss", given.quantiles !== undefined, "has no effect when quantiles is given"],
  ]);
}
