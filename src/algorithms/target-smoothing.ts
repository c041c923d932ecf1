import { add, clipByValue, mul, type Tensor2D } from "@tensorflow/tfjs-core";
import { notNegative, type Rules } from "./config.ts";

/** Settings of target policy smoothing (TD3, Fujimoto et al. 2018, arXiv:1802.09477, section 5.3). */
export interface TargetSmoothingConfig {
  /** σ of the noise on the target policy's actions, which are scaled to [−1, 1]. Default 0.2. */
  readonly targetNoise: number;
  /** Largest size of that noise. Default 0.5. */
  readonly targetNoiseLimit: number;
}

export const targetSmoothingDefaults: TargetSmoothingConfig = Object.freeze({
  targetNoise: 0.2,
  targetNoiseLimit: 0.5,
});

export const targetSmoothingRules: Rules<TargetSmoothingConfig> = {
  targetNoise: notNegative,
  targetNoiseLimit: notNegative,
};

/**
 * ã = clip(a + clip(σ · noise, ±limit), ±1): similar actions are to have similar values.
 *
 * @param actions of the target policy, [rows, size]
 * @param noise draws of N(0, 1), [rows, size]
 */
export function smoothed(
  actions: Tensor2D,
  noise: Tensor2D,
  { targetNoise, targetNoiseLimit }: TargetSmoothingConfig,
): Tensor2D {
  const limited = clipByValue(mul<Tensor2D>(noise, targetNoise), -targetNoiseLimit, targetNoiseLimit);
  return clipByValue(add<Tensor2D>(actions, limited), -1, 1);
}
