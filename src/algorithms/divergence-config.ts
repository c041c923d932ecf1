import { count, notNegative, oneOf, positive, positiveShare, type Rules, type Unused } from "./config.ts";

/** How far a policy is from the behavior policy. */
export type DivergenceName = "kl" | "klSampled" | "klDual" | "mmd" | "wassersteinDual";

/** Settings of the divergence D(π, π_β). Equations are those of arXiv:1911.11361, section 4. */
export interface DivergenceConfig {
  /**
   * "kl": KL(π ‖ π_β) in closed form, which needs a behavior policy of the family "tanhGaussian". "klSampled": the same from
   * samples of π, for any behavior policy. "mmd": the squared kernel maximum mean discrepancy of samples of both. "klDual" and
   * "wassersteinDual": by a critic that tells π's actions from the log's, for which the behavior policy is not used. Default
   * "kl", of which the authors' code takes the estimate by samples.
   */
  readonly divergence: DivergenceName;
  /** Actions that are drawn of each policy in a state. Default 4. Only with "klSampled" and "mmd". */
  readonly divergenceSamples?: number;
  /**
   * π_β's density is looked at within ±(1 − actionMargin): a squashed policy has none at a bound. In (0, 1). Default 1e-3. Only
   * with "klSampled".
   */
  readonly actionMargin?: number;
  /** k(x, y) = e^(−d/width): "laplacian", d = Σ |x − y|, or "gaussian", d = Σ (x − y)². Default "laplacian". Only with "mmd". */
  readonly kernel?: "laplacian" | "gaussian";
  /** Width of the kernel, for actions scaled to [−1, 1]. Default 20. Only with "mmd". */
  readonly kernelWidth?: number;
  /** Step size of the Adam of the divergence's critic. Default 1e-3. Only with "klDual" and "wassersteinDual". */
  readonly divergenceCriticLearningRate?: number;
  /** Its steps at each step of the policy. Default 3. Only with "klDual" and "wassersteinDual". */
  readonly divergenceCriticSteps?: number;
  /** Weight of the penalty on its slopes beyond 1. Default 5. Only with "klDual" and "wassersteinDual". */
  readonly gradientPenaltyWeight?: number;
}

export const divergenceRules: Rules<DivergenceConfig> = {
  divergence: oneOf("kl", "klSampled", "klDual", "mmd", "wassersteinDual"),
  divergenceSamples: count,
  actionMargin: positiveShare,
  kernel: oneOf("laplacian", "gaussian"),
  kernelWidth: positive,
  divergenceCriticLearningRate: positive,
  divergenceCriticSteps: count,
  gradientPenaltyWeight: notNegative,
};

/** Whether the divergence is what a critic makes of the log's actions. */
export function isDual({ divergence }: DivergenceConfig): boolean {
  return divergence === "klDual" || divergence === "wassersteinDual";
}

/** Settings that have no effect with this divergence. */
export function unusedInDivergence(config: DivergenceConfig): readonly Unused<DivergenceConfig>[] {
  const reason = `has no effect when divergence is "${config.divergence}"`;
  const isSampled = config.divergence === "klSampled";
  const isKernel = config.divergence === "mmd";
  const hasCritic = isDual(config);
  return [
    ["divergenceSamples", !isSampled && !isKernel, reason],
    ["actionMargin", !isSampled, reason],
    ["kernel", !isKernel, reason],
    ["kernelWidth", !isKernel, reason],
    ["divergenceCriticLearningRate", !hasCritic, reason],
    ["divergenceCriticSteps", !hasCritic, reason],
    ["gradientPenaltyWeight", !hasCritic, reason],
  ];
}
