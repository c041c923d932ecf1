/** The nearest number to `value` in [low, high]; NaN stays NaN. */
export function clip(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
