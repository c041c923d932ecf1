import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Action } from "../env/action.ts";

/** A minibatch of transitions on the heap, B rows. */
export interface Batch<Actions extends Tensor = Tensor> {
  /** [B, observationSize] */
  readonly observations: Tensor2D;
  /** Discrete: int32 [B]. Continuous: [B, size], in the units of the log. */
  readonly actions: Actions;
  /** Of one step, or the discounted sum of returnSteps, [B]. */
  readonly rewards: Tensor1D;
  /** γ · (1 − terminated), [B]: how much the next state counts; γᵐ instead of γ after m steps. */
  readonly discounts: Tensor1D;
  /** [B, observationSize] */
  readonly nextObservations: Tensor2D;
  /** The log's own actions in the next states, as `actions`; only where `Sampling.nextActions` asks for them. */
  readonly nextActions?: Actions;
  /** 1 where the next row of the batch is the next step of the same episode, else 0, [B]; only with `Sampling.sequenceLength`. */
  readonly continues?: Tensor1D;
}

/** A minibatch with one discrete action a row. */
export type DiscreteBatch = Batch<Tensor1D>;

/** A minibatch with a vector of numbers as the action of a row. */
export type ContinuousBatch = Batch<Tensor2D>;

/** The minibatch for actions of type A. */
export type BatchOf<A extends Action> = Batch<A extends number ? Tensor1D : Tensor2D>;
