import { count, type Rules } from "./config.ts";

/** A setting of algorithms whose critics can learn how returns are distributed. */
export interface QuantileConfig {
  /**
   * N: the critics learn as many quantiles of the return, whose mean is the value, by quantile regression with Huber's threshold 1
   * (Dabney et al. 2017, arXiv:1710.10044). Of several critics the least of each quantile is the target (DSAC, Ma et al. 2020,
   * arXiv:2004.14547, which has 32). Default: the value alone.
   */
  readonly quantiles?: number;
}

export const quantileRules: Rules<QuantileConfig> = { quantiles: count };
