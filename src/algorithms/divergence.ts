import type { Scalar, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Gaussians } from "../tensor/gaussian-kl.ts";
import type { ActorCriticConfig } from "./actor-critic-config.ts";
import type { DivergenceConfig } from "./divergence-config.ts";
import type { Part } from "./part.ts";

/** A squashed Gaussian policy in the states of a batch. */
export interface PolicyInStates {
  /** [rows, observationSize], as the networks see them. */
  readonly observations: Tensor2D;
  /** The policy before the tanh. */
  readonly gaussians: Gaussians;
  /** One action of the policy in each state, [rows, size], and its log-density, [rows]. */
  readonly action: Tensor2D;
  readonly logProb: Tensor1D;
  /** The log's actions in these states, [rows, size]. */
  readonly dataActions: Tensor2D | undefined;
}

/** A divergence from the behavior policy, whose weights are constants. */
export interface Divergence extends Part {
  /** D(π(·|s), π_β(·|s)), [rows]; differentiable in the policy. */
  of(policy: PolicyInStates): Tensor1D;
  /**
   * Lets what estimates it learn, if anything does; what is to be reported of it.
   *
   * @param draw the policy in the states of the batch, with new actions at every call
   */
  fit(draw: () => PolicyInStates): Record<string, Scalar>;
}

/** Settings that a divergence is made of. */
export type DivergenceSettings = DivergenceConfig & Pick<ActorCriticConfig, "hiddenSizes" | "seed">;
