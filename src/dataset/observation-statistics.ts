import type { Findings } from "./findings.ts";

/** Location and scale of every component of the observation. */
export interface ObservationStatistics {
  readonly observationMean: readonly number[];
  /** 0 where the component hardly changes. */
  readonly observationStd: readonly number[];
}

/** Location and scale of one component. */
export interface ColumnStatistics {
  readonly mean: number;
  readonly std: number;
}

/**
 * Relative to the mean or to 1. A smaller deviation is taken as rounding: divided by it, a change in the last bit of a
 * float32 would dwarf every other component.
 */
const SMALLEST_DEVIATION = 1e-6;

/**
 * Mean and population standard deviation of every column of observations, in float64 and two passes. A column that
 * never changes, or hardly, with a deviation of at most 1e-6 · max(1, |mean|), gets deviation 0 and is noted: it tells a
 * policy nothing.
 *
 * @param observations f32[rows × size], at least one row
 */
export function observationStatistics(
  observations: Float32Array,
  size: number,
  findings: Findings,
): ObservationStatistics {
  const columns = columnStatistics(observations, size);
  noteConstant(columns, findings);
  return {
    observationMean: columns.map(({ mean }) => mean),
    observationStd: columns.map((column) => (hardlyChanges(column) ? 0 : column.std)),
  };
}

function columnStatistics(values: Float32Array, size: number): ColumnStatistics[] {
  const rows = values.length / size;
  const means = columnSums(values, size).map((sum) => sum / rows);
  const squares = columnSquares(values, size, means);
  return Array.from(means, (mean, column) => ({ mean, std: Math.sqrt(squares[column]! / rows) }));
}

/** Whether a component counts as constant: std ≤ 1e-6 · max(1, |mean|). */
export function hardlyChanges({ mean, std }: ColumnStatistics): boolean {
  return std <= SMALLEST_DEVIATION * Math.max(1, Math.abs(mean));
}

function noteConstant(columns: readonly ColumnStatistics[], findings: Findings): void {
  const constant = [...columns.keys()].filter((component) => hardlyChanges(columns[component]!));
  const note = (components: readonly number[], rule: string): void => {
    if (components.length > 0) {
      findings.note("constant-observation", `components [${components}] of observations ${rule}`);
    }
  };
  note(
    constant.filter((component) => columns[component]!.std === 0),
    "never change",
  );
  note(
    constant.filter((component) => columns[component]!.std > 0),
    "hardly change: they count as constant",
  );
}

function columnSums(values: Float32Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let start = 0; start < values.length; start += size) {
    for (let column = 0; column < size; column++) sums[column]! += values[start + column]!;
  }
  return sums;
}

/** Sums of the squared deviations from `means`. */
function columnSquares(values: Float32Array, size: number, means: Float64Array): Float64Array {
  const squares = new Float64Array(size);
  for (let start = 0; start < values.length; start += size) {
    for (let column = 0; column < size; column++) {
      const deviation = values[start + column]! - means[column]!;
      // a product, since engines may round a power differently
      squares[column]! += deviation * deviation;
    }
  }
  return squares;
}
