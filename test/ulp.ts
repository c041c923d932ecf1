const view = new DataView(new ArrayBuffer(8));

/** One unit in the last place of float32 at x: 2^(max(⌊log₂|x|⌋, −126) − 23). */
export function ulp(x: number): number {
  view.setFloat64(0, x);
  const exponent = ((view.getUint16(0) >>> 4) & 0x7ff) - 1023;
  return 2 ** (Math.max(exponent, -126) - 23);
}
