/** What one component of the observations is like over the log. */
export interface ComponentStatistics {
  readonly mean: number;
  /** Population standard deviation, also where it is too small to count. */
  readonly std: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** In float64 and two passes. */
export function componentStatistics(
  values: Float32Array,
  size: number,
  component: number,
): ComponentStatistics {
  let [sum, minimum, maximum] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = component; at < values.length; at += size) {
    const value = values[at]!;
    sum += value;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  const mean = (sum * size) / values.length;
  let squares = 0;
  for (let at = component; at < values.length; at += size)
    squares += (values[at]! - mean) * (values[at]! - mean);
  return { mean, std: Math.sqrt((squares * size) / values.length), minimum, maximum };
}
