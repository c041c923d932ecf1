import type { Scalar, Variable } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import type { Action } from "../env/action.ts";
import type { BatchPolicy, StochasticPolicy } from "../env/policy.ts";
import type { RandomStream } from "../kernels/random.ts";
import type { ContinuousQFunction, QFunction } from "../policy/q-function.ts";
import type { BatchOf } from "./batch.ts";

/** How `fit` draws minibatches for an algorithm. */
export interface Sampling {
  readonly batchSize: number;
  /** γ of the batch's discounts. */
  readonly discount: number;
  /** Draws the rows; it goes on where the last `fit` stopped, so that two short trainings equal one long one. */
  readonly random: RandomStream;
  /** n: rewards of as many steps are added before a value counts. Default 1. */
  readonly returnSteps?: number;
  /** Batches have the log's next actions too. Default false. */
  readonly nextActions?: boolean;
  /** Batches consist of runs of as many consecutive steps, which divides batchSize, and say where they continue. Default: single steps. */
  readonly sequenceLength?: number;
}

/** A learner: networks, optimizers and one way to update them. */
export interface Algorithm<A extends Action = Action> {
  /** As it is called in results. */
  readonly name: string;
  readonly spec: DatasetSpec;
  readonly sampling: Sampling;
  /** Everything that an update changes. */
  readonly variables: readonly Variable[];
  /**
   * One training step in place. Returns the losses and diagnostics before the step, as tensors of the caller's. `fit`
   * captures it, so that it has to do the same at every call: what happens every so many steps asks an optimizer's `isTurn`.
   */
  update(batch: BatchOf<A>): Record<string, Scalar>;
  /**
   * What is to be known of the learner beside its losses, on a batch, such as values of the log's, the policy's and random
   * actions; changes nothing. `fit` calls it when it reports. Absent: there is nothing to add.
   */
  diagnose?(batch: BatchOf<A>): Record<string, Scalar>;
  /** The policy as trained so far, without exploration; it moves on when training does. */
  policy(): BatchPolicy<A>;
  /** Frees the tensors. The algorithm and its policies must not be used any more. */
  dispose(): void;
}

/** A learner of the values of discrete actions, such as `dqn` and `discreteCql` return. */
export interface QLearningAlgorithm extends Algorithm<number>, QFunction {}

/** A learner of a policy of continuous actions. */
export interface ContinuousAlgorithm extends Algorithm<Float32Array> {
  /**
   * The policy that explores, for acting while learning: it draws its actions, from the seed alone, and says how likely each
   * was. It moves on when training does.
   */
  explorer(seed: number): StochasticPolicy<Float32Array>;
}

/** A learner of a policy of continuous actions and of their values, such as `sac`, `iql` and `cql` return. */
export interface ActorCriticAlgorithm extends ContinuousAlgorithm, ContinuousQFunction {}
