import type { Tensor1D, Tensor2D, Variable } from "@tensorflow/tfjs-core";
import type { Dropping } from "./dropping.ts";

/** A policy network for actions in [−1, 1]; observations are as it sees them, scaled. */
export interface Actor {
  readonly variables: readonly Variable[];
  /** The action without noise, [rows, size]; differentiable in the variables. */
  mode(observations: Tensor2D, dropping?: Dropping): Tensor2D;
  dispose(): void;
}

/** Actions that were drawn, with their log-densities. */
export interface ActorSample {
  /** [rows, size] */
  readonly action: Tensor2D;
  /** log π(action|s), summed over the components, [rows]. */
  readonly logProb: Tensor1D;
}

/** An actor that draws its actions and knows how likely each is. */
export interface StochasticActor extends Actor {
  /** Numbers of noise that a draw takes: those of an action, and one more where there is something else to choose. */
  readonly noiseSize: number;
  /** σ before any squashing, [rows, size]; that of a mixture is the weighted mean of its components'. */
  std(observations: Tensor2D, dropping?: Dropping): Tensor2D;
  /**
   * Differentiable along the sample (reparameterized).
   *
   * @param noise draws of N(0, 1), [rows, noiseSize], a constant
   */
  sample(observations: Tensor2D, noise: Tensor2D, dropping?: Dropping): ActorSample;
  /**
   * log π(a|s) of given actions, [rows]; differentiable in the variables and the actions.
   *
   * @param actions [rows, size], in (−1, 1)
   */
  logProb(observations: Tensor2D, actions: Tensor2D, dropping?: Dropping): Tensor1D;
}
