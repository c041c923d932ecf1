import type { Dataset } from "./dataset.ts";
import { checkDiscount } from "./discount.ts";

/** One row of a table of datasets. Returns are in the units of the rewards. */
export interface DatasetSummary {
  readonly rows: number;
  readonly transitions: number;
  readonly episodes: number;
  /** Mean over episodes of the undiscounted return; NaN without episodes. */
  readonly returnMean: number;
  /** Sample standard deviation over episodes, divisor n − 1; NaN below two episodes. */
  readonly returnSd: number;
  /** Mean over episodes of the discounted return; NaN without episodes. */
  readonly discountedReturnMean: number;
}

/** Mean, and standard deviation with divisor n − 1. */
export interface SampleStatistics {
  readonly mean: number;
  readonly sd: number;
}

/** f64[episodes], Σₜ γᵗ rₜ from the start of each episode. Throws a DatasetError for a discount outside [0, 1]. */
export function episodeReturns({ rewards, episodes }: Dataset, discount: number = 1): Float64Array {
  checkDiscount(discount);
  return Float64Array.from(episodes, ({ start, end }) =>
    rewards.subarray(start, end).reduceRight((later, reward) => reward + discount * later, 0),
  );
}

/** In two passes of float64. The mean of nothing is NaN, and so is the deviation of fewer than two values. */
export function sampleStatistics(values: Float64Array): SampleStatistics {
  const mean = sum(values) / values.length;
  // a product, since engines may round a power differently
  const squares = sum(values.map((value) => (value - mean) * (value - mean)));
  return { mean, sd: values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1)) };
}

/** Size and returns of a dataset, with discount γ for `discountedReturnMean`. */
export function summarizeDataset(
  dataset: Dataset,
  { discount }: { readonly discount: number },
): DatasetSummary {
  const { mean, sd } = sampleStatistics(episodeReturns(dataset));
  return {
    rows: dataset.rows,
    transitions: dataset.transitions.length,
    episodes: dataset.episodes.length,
    returnMean: mean,
    returnSd: sd,
    discountedReturnMean: sampleStatistics(episodeReturns(dataset, discount)).mean,
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
