import { arithmetic } from "./arithmetic.ts";
import type { BroadcastKernel } from "./broadcast.ts";
import type { Replacement } from "./replacement.ts";

function comparison(name: string, floats: BroadcastKernel, integers: BroadcastKernel): Replacement {
  return arithmetic(name, floats, integers, "bool");
}

/** The same of b and a. */
function turned({ name, run }: Replacement): Replacement {
  return {
    name,
    run: (backend, { a, b }, attributes, stock) => run(backend, { a: b, b: a }, attributes, stock),
  };
}

/** Of float32, int32 or bool: false where either is a NaN, but for NotEqual. */
export const comparisonKernels: readonly Replacement[] = [
  comparison("Equal", "equal", "equalIntegers"),
  comparison("NotEqual", "notEqual", "notEqualIntegers"),
  comparison("Less", "less", "lessIntegers"),
  comparison("LessEqual", "lessEqual", "lessEqualIntegers"),
  turned(comparison("Greater", "less", "lessIntegers")),
  turned(comparison("GreaterEqual", "lessEqual", "lessEqualIntegers")),
];
