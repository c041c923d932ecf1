import type { Scalar, Variable } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import type { BatchPolicy } from "../env/policy.ts";
import type { RandomStream } from "../kernels/random.ts";
import type { QFunction } from "../policy/q-function.ts";
import type { DiscreteBatch } from "./batch.ts";

/** How `fit` draws minibatches for an algorithm. */
export interface Sampling {
  readonly batchSize: number;
  /** γ of the batch's discounts. */
  readonly discount: number;
  /** Draws the rows; it goes on where the last `fit` stopped, so that two short trainings equal one long one. */
  readonly random: RandomStream;
  /** n: rewards of as many steps are added before a value counts. Default 1. */
  readonly returnSteps?: number;
}

/** A learner: networks, optimizers and one way to update them. */
export interface Algorithm {
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
  update(batch: DiscreteBatch): Record<string, Scalar>;
  /** The policy as trained so far; it moves on when training does. */
  policy(): BatchPolicy;
  /** Frees the tensors. The algorithm and its policies must not be used any more. */
  dispose(): void;
}

/** A learner of the values of actions, such as `dqn` and `discreteCql` return. */
export interface QLearningAlgorithm extends Algorithm, QFunction {}
