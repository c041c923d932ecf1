import {
  argMax,
  expandDims,
  max,
  min,
  mul,
  type Scalar,
  sub,
  type Tensor1D,
  type Tensor2D,
  tanh,
} from "@tensorflow/tfjs-core";
import type { Gaussians } from "../tensor/gaussian-kl.ts";
import { takePerRow } from "../tensor/take-per-row.ts";
import { tanhGaussianSample } from "../tensor/tanh-gaussian.ts";
import { type SampledActions, valuesOfActions } from "./sampled-actions.ts";

/** Which of the policy's actions in the next state give that state its value. */
export type BackupAction = "policySample" | "policyMean" | "maximum" | "maximumOfLeast";

/** The next states, and the policy there. */
export interface NextState {
  readonly observations: Tensor2D;
  readonly gaussians: Gaussians;
  /** N(0, 1), as the means; for "policySample". */
  noise(): Tensor2D;
  /** Actions drawn from the policy; for the maxima. */
  readonly samples: SampledActions;
}

/**
 * Values of the next states by target critics Q̄_i, [critics or 1, rows], of which the least over the critics counts:
 *
 *     policySample    Q̄_i(s′, a′) − α log π(a′|s′),  a′ ∼ π(s′)
 *     policyMean      Q̄_i(s′, tanh mean(s′))
 *     maximum         max_k Q̄_i(s′, a′_k),  a′_k ∼ π(s′)
 *     maximumOfLeast  max_k min_i Q̄_i(s′, a′_k) − α log π of the action that attains it
 *
 * @param valuesOf Q̄_i(s, a), [critics, rows]
 * @param temperature α; absent: entropy counts for nothing
 */
export function nextValues(
  backup: BackupAction,
  valuesOf: (observations: Tensor2D, actions: Tensor2D) => Tensor2D,
  { observations, gaussians, noise, samples }: NextState,
  temperature?: Scalar,
): Tensor2D {
  const less = (values: Tensor2D, logProb: Tensor1D): Tensor2D =>
    temperature === undefined ? values : sub<Tensor2D>(values, mul(temperature, logProb));
  switch (backup) {
    case "policySample": {
      const { action, logProb } = tanhGaussianSample(gaussians, noise());
      return less(valuesOf(observations, action), logProb);
    }
    case "policyMean":
      return valuesOf(observations, tanh(gaussians.mean));
    case "maximum":
      return max<Tensor2D>(valuesOfActions(valuesOf, observations, samples.actions), 2);
    case "maximumOfLeast": {
      const least = min<Tensor2D>(valuesOfActions(valuesOf, observations, samples.actions), 0);
      const best = argMax<Tensor1D>(least, 1);
      return less(expandDims<Tensor2D>(max(least, 1), 0), takePerRow(samples.logDensities, best));
    }
  }
}
