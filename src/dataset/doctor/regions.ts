import type { Dataset } from "../dataset.ts";
import { evenly } from "./sample.ts";

const MOST_ROWS = 50_000;
/** A region is halved while it has at least twice as many rows. */
export const REGION_ROWS = 64;

/**
 * Regions of the observation space with 64 to 128 rows each: the leaves of a k-d tree over at most 50,000 rows, evenly
 * taken, where each cut goes through the median of the component that varies most, in units of its deviation. Regions of a
 * single observation may have more rows.
 */
export function stateRegions(dataset: Dataset): Int32Array[] {
  return halve(dataset, evenly(dataset.rows, MOST_ROWS));
}

function halve(dataset: Dataset, rows: Int32Array): Int32Array[] {
  if (rows.length < 2 * REGION_ROWS) return [rows];
  const component = widestComponent(dataset, rows);
  if (component === undefined) return [rows];
  const value = (row: number): number =>
    dataset.observations[row * dataset.spec.observationSize + component]!;
  const sorted = Float64Array.from(rows, value).sort();
  const cut = cutBelow(sorted);
  const below = rows.filter((row) => value(row) < cut);
  const above = rows.filter((row) => value(row) >= cut);
  return [...halve(dataset, below), ...halve(dataset, above)];
}

/** The median, or the next larger value where it is the smallest one. */
function cutBelow(sorted: Float64Array): number {
  const median = sorted[sorted.length >> 1]!;
  return median > sorted[0]! ? median : sorted.find((value) => value > median)!;
}

/** Undefined where all observations are equal. */
function widestComponent({ observations, spec }: Dataset, rows: Int32Array): number | undefined {
  const { observationSize: size, observationStd } = spec;
  let [widest, width]: [number | undefined, number] = [undefined, 0];
  for (let i = 0; i < size; i++) {
    if (observationStd[i] === 0) continue;
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const row of rows) {
      const value = observations[row * size + i]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const range = (high - low) / observationStd[i]!;
    if (range > width) [widest, width] = [i, range];
  }
  return widest;
}
