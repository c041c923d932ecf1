import { ulp } from "../ulp.ts";

const BLOCK = 65536;

/** How well a function of float32 numbers agrees with its float64 reference. */
export interface Accuracy {
  /** The largest |got − reference| in units in the last place of the reference, and where it is. */
  worstUlp: number;
  worstAt: number;
  /** How often one is NaN, Infinity or −Infinity, and the other, rounded to float32, is not the same. */
  classMismatches: number;
  patterns: number;
}

/** Compares over every `stride`-th of the 2³² bit patterns of float32, from 0 on; a stride of 1 takes them all. */
export function scan(
  kernel: (x: Float32Array) => Float32Array,
  reference: (x: number) => number,
  stride: number,
): Accuracy {
  const bits = new Uint32Array(BLOCK);
  const floats = new Float32Array(bits.buffer);
  const accuracy = { worstUlp: 0, worstAt: 0, classMismatches: 0, patterns: 0 };
  for (let pattern = 0; pattern < 2 ** 32; pattern += BLOCK * stride) {
    const count = Math.min(BLOCK, Math.ceil((2 ** 32 - pattern) / stride));
    for (let i = 0; i < count; i++) bits[i] = pattern + i * stride;
    const x = floats.subarray(0, count);
    compare(accuracy, x, kernel(x), reference);
  }
  return accuracy;
}

function compare(
  accuracy: Accuracy,
  x: Float32Array,
  got: Float32Array,
  reference: (x: number) => number,
): void {
  accuracy.patterns += x.length;
  for (let i = 0; i < x.length; i++) {
    const expected = reference(x[i]!);
    const rounded = Math.fround(expected);
    if (!Number.isFinite(rounded) || !Number.isFinite(got[i]!)) {
      if (!Object.is(rounded, got[i])) accuracy.classMismatches++;
      continue;
    }
    const error = Math.abs(got[i]! - expected) / ulp(expected);
    if (error <= accuracy.worstUlp) continue;
    accuracy.worstUlp = error;
    accuracy.worstAt = x[i]!;
  }
}
