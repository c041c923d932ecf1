import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";

/** A minibatch of transitions on the heap, B rows. */
export interface Batch<Actions extends Tensor = Tensor> {
  /** [B, observationSize] */
  readonly observations: Tensor2D;
  /** Discrete: int32 [B]. Continuous: [B, size]. */
  readonly actions: Actions;
  /** Of one step, or the discounted sum of returnSteps, [B]. */
  readonly rewards: Tensor1D;
  /** γ · (1 − terminated), [B]: how much the next state counts; γᵐ instead of γ after m steps. */
  readonly discounts: Tensor1D;
  /** [B, observationSize] */
  readonly nextObservations: Tensor2D;
}

/** A minibatch with one discrete action a row. */
export type DiscreteBatch = Batch<Tensor1D>;
