const SMALLEST_NORMAL = 2 ** -126;

/** Nine digits tell all float32 values apart; below six, none is shorter than what six give without zeros. */
const FEWEST_DIGITS = 6;
const MOST_DIGITS = 9;

/** The shortest decimal number that rounds to this float32 by way of float64, as `JSON.parse` and `Number` read it. */
export function shortestDecimal(value: number): string {
  if (Object.is(value, -0)) return "-0";
  for (let digits = Math.abs(value) < SMALLEST_NORMAL ? 1 : FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
    const decimal = Number(value.toPrecision(digits));
    if (Math.fround(decimal) === value) return String(decimal);
  }
  return String(Number(value.toPrecision(MOST_DIGITS)));
}
