import type { Dataset } from "./dataset.ts";
import { checkDiscount } from "./discount.ts";
import { requireEpisodes } from "./episodes.ts";

/**
 * f64[N], the return from each row to the end of its episode: Gₜ = rₜ + γ Gₜ₊₁, and Gₜ = rₜ in the last row. Sums are
 * compensated (Neumaier 1974). A truncated episode lacks what would have come after its end, so that its returns are
 * too small or too large by γᵏ V(s′), most of all near the end.
 *
 * Throws a DatasetError for a discount outside [0, 1], and where there are no episodes.
 */
export function discountedReturns(dataset: Dataset, discount: number): Float64Array {
  checkDiscount(discount);
  const { rewards } = dataset;
  const returns = new Float64Array(dataset.rows);
  for (const { start, end } of requireEpisodes("discounted returns", dataset)) {
    // later + lost is γ Gₜ₊₁, whose rounding errors are in `lost`
    let later = 0;
    let lost = 0;
    for (let row = end - 1; row >= start; row--) {
      const sum = rewards[row]! + later;
      lost += roundingError(rewards[row]!, later, sum);
      returns[row] = sum + lost;
      later = discount * sum;
      lost *= discount;
    }
  }
  return returns;
}

/** What a + b exceeds their rounded sum by, exactly (Knuth's TwoSum). */
function roundingError(a: number, b: number, sum: number): number {
  const roundedB = sum - a;
  return a - (sum - roundedB) + (b - roundedB);
}
