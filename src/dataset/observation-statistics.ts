import type { Findings } from "./findings.ts";

/** Location and scale of every component of the observation. */
export interface ObservationStatistics {
  readonly observationMean: readonly number[];
  readonly observationStd: readonly number[];
}

/**
 * Mean and population standard deviation of every column of observations, in float64 and two passes. A column that never
 * changes is noted: it tells a policy nothing.
 *
 * @param observations f32[rows × size], at least one row
 */
export function observationStatistics(
  observations: Float32Array,
  size: number,
  findings: Findings,
): ObservationStatistics {
  const components = Array.from({ length: size }, (_, component) => component);
  const observationMean = components.map((component) => columnMean(observations, size, component, (x) => x));
  const observationStd = components.map((component) => {
    const mean = observationMean[component]!;
    return Math.sqrt(columnMean(observations, size, component, (x) => (x - mean) ** 2));
  });
  const constant = components.filter((component) => observationStd[component] === 0);
  if (constant.length > 0) {
    findings.note("constant-observation", `components [${constant}] of observations never change`);
  }
  return { observationMean, observationStd };
}

function columnMean(values: Float32Array, size: number, column: number, of: (x: number) => number): number {
  let sum = 0;
  for (let i = column; i < values.length; i += size) sum += of(values[i]!);
  return sum / (values.length / size);
}
