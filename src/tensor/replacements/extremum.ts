import { arithmetic } from "./arithmetic.ts";
import type { Replacement } from "./replacement.ts";

/** tf.minimum and tf.maximum; tfjs-backend-wasm gives the first operand where the second is a NaN. */
export const extremumKernels: readonly Replacement[] = [
  arithmetic("Minimum", "minimum", "minimumIntegers"),
  arithmetic("Maximum", "maximum", "maximumIntegers"),
];
