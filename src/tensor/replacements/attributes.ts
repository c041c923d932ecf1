/** Numbers as tfjs passes them in an attribute, alone or in an array. */
export function numbersOf(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return Array.isArray(value) ? value.map(Number) : [];
}
