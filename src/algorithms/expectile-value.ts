import type { ActorCriticConfig } from "./actor-critic-config.ts";
import { fraction, positive, type Rules } from "./config.ts";
import { type StateValue, stateValue } from "./state-value.ts";

/** Settings of V(s) as an expectile of the values of the log's actions. */
export interface ExpectileValueConfig {
  /**
   * τ in [0, 1]: V(s) is the τ-expectile of Q over the log's actions (arXiv:2110.06169, eq. 5). ½ is their mean, the value of the
   * policy that made the log; towards 1 it becomes the best of them. Default 0.7.
   */
  readonly expectile: number;
  /** Step size of V's Adam. Default: criticLearningRate; where V lags behind the critics, no advantage is right. */
  readonly valueLearningRate?: number;
}

export const expectileValueRules: Rules<ExpectileValueConfig> = {
  expectile: fraction,
  valueLearningRate: positive,
};

/** What V shares with the critics. */
type Shared = Pick<ActorCriticConfig, "hiddenSizes" | "criticLearningRate" | "seed">;

/** V(s), as fast as the critics unless it has a step size of its own. */
export function expectileValue(observationSize: number, config: ExpectileValueConfig & Shared): StateValue {
  const { valueLearningRate = config.criticLearningRate } = config;
  return stateValue(observationSize, { ...config, valueLearningRate });
}
