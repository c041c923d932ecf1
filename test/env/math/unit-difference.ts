const number = new Float64Array(1);
const bits = new BigInt64Array(number.buffer);

/** How many float64 numbers lie between two, +1: 0 for equal ones, also for 0 and −0. */
export function unitDifference(a: number, b: number): number {
  const difference = ordinal(a) - ordinal(b);
  return Number(difference < 0n ? -difference : difference);
}

function ordinal(value: number): bigint {
  number[0] = value;
  return bits[0]! < 0n ? -(bits[0]! & 0x7fffffffffffffffn) : bits[0]!;
}

/** `count` numbers spread evenly, without period, over [low, high]. */
export function spread(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => low + (high - low) * ((k * 0.6180339887498949) % 1));
}
