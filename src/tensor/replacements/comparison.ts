import { type BroadcastKernel, broadcast } from "./broadcast.ts";
import { through } from "./cast.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/** @param isTurned whether the kernel gets b before a */
function comparison(
  name: string,
  floats: BroadcastKernel,
  integers: BroadcastKernel,
  isTurned = false,
): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const [a, b] = isTurned ? [inputs.b!, inputs.a!] : [inputs.a!, inputs.b!];
      if (a.dtype === "float32") return broadcast(backend, floats, a, b, "bool");
      if (a.dtype === "int32") return broadcast(backend, integers, a, b, "bool");
      if (a.dtype === "bool") {
        return through(backend, "int32", [a, b], (first, second) =>
          broadcast(backend, integers, first!, second!, "bool"),
        );
      }
      return callKernel(stock, backend, inputs, attributes);
    },
  };
}

/** Of float32, int32 or bool: false where either is a NaN, but for NotEqual. */
export const comparisonKernels: readonly Replacement[] = [
  comparison("Equal", "equal", "equalIntegers"),
  comparison("NotEqual", "notEqual", "notEqualIntegers"),
  comparison("Less", "less", "lessIntegers"),
  comparison("LessEqual", "lessEqual", "lessEqualIntegers"),
  comparison("Greater", "less", "lessIntegers", true),
  comparison("GreaterEqual", "lessEqual", "lessEqualIntegers", true),
];
