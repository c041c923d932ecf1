import type { ActorCriticConfig } from "./actor-critic-config.ts";
import { count, flag, fraction, oneOf, type Rules, type Unused } from "./config.ts";
import type { TemperatureConfig } from "./temperature.ts";

/** Where the divergence lowers the values: those of next states, the rewards, or nowhere. */
export type CriticPenalty = "value" | "reward" | "none";

/** Where a divergence D(s) of weight λ is a penalty. Equations are those of arXiv:1911.11361. */
export interface PenaltyConfig {
  /** The policy's loss has the penalty λ D(s) (eq. 6, "policy regularization"). Default true. */
  readonly policyPenalty: boolean;
  /**
   * "value": the value of a next state is lowered by λ D(s′) (eq. 5, BRAC-v with policyPenalty). "reward": the reward by λ D(s), so
   * that the last state of an episode counts too. "none": with policyPenalty BRAC-p. Default "value".
   */
  readonly criticPenalty: CriticPenalty;
  /** w: values of next states are w · min_i Q̄_i + (1 − w) · max_i Q̄_i. Default 1. Not with criticCount 1. */
  readonly minimumWeight: number;
  /**
   * First steps in which the policy learns from the penalty (and its entropy) alone, while the critics learn. Published: 20 000 of
   * 500 000. Default: none. Needs policyPenalty.
   */
  readonly warmStartSteps?: number;
}

export const penaltyDefaults: PenaltyConfig = Object.freeze({
  policyPenalty: true,
  criticPenalty: "value",
  minimumWeight: 1,
});

export const penaltyRules: Rules<PenaltyConfig> = {
  policyPenalty: flag,
  criticPenalty: oneOf("value", "reward", "none"),
  minimumWeight: fraction,
  warmStartSteps: count,
};

/** Throws a RangeError where the divergence would be no penalty anywhere. */
export function checkPenalty(algorithm: string, { policyPenalty, criticPenalty }: PenaltyConfig): void {
  if (policyPenalty || criticPenalty !== "none") return;
  throw new RangeError(
    `${algorithm}'s criticPenalty must not be "none" when policyPenalty is false: nothing would be penalized`,
  );
}

/** Settings of the penalty that have no effect or make no sense beside the others. */
export function unusedInPenalty({
  policyPenalty,
  criticCount,
}: PenaltyConfig & Pick<ActorCriticConfig, "criticCount">): readonly Unused<Partial<PenaltyConfig>>[] {
  return [
    ["minimumWeight", criticCount === 1, "has no effect when criticCount is 1"],
    [
      "warmStartSteps",
      !policyPenalty,
      "cannot be used when policyPenalty is false: nothing would teach the policy",
    ],
  ];
}

/** The authors' temperature is 0; with a target entropy it is learned. */
export function temperatureSettings(config: TemperatureConfig): TemperatureConfig {
  return config.targetEntropy === undefined ? { temperature: 0, ...config } : config;
}
