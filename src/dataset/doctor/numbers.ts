/** A number for people: three significant digits, whole numbers in full. */
export function numberText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}` : `${Number(value.toPrecision(3))}`;
}

/** A share in percent; what is not quite nothing is not called 0. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return "less than 0.1 %";
  return `${numberText(100 * share)} %`;
}

/** `1 row`, `2 rows`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
