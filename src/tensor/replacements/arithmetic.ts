import type { DataType } from "@tensorflow/tfjs-core";
import { type BroadcastKernel, broadcast } from "./broadcast.ts";
import { converted, through } from "./cast.ts";
import { isNumeric } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/**
 * Of bool it is what is not 0 among what the kernel for int32 makes of 0 and 1.
 *
 * @param result the type that the kernels write, that of the operands unless given
 */
export function arithmetic(
  name: string,
  floats: BroadcastKernel,
  integers: BroadcastKernel,
  result?: DataType,
): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const [a, b] = [inputs.a!, inputs.b!];
      if (!isNumeric(a)) return callKernel(stock, backend, inputs, attributes);
      if (a.dtype === "float32") return broadcast(backend, floats, a, b, result);
      const ofIntegers = through(backend, "int32", [a, b], (first, second) =>
        broadcast(backend, integers, first!, second!, result),
      );
      return a.dtype === "bool" ? converted(backend, ofIntegers, "bool") : ofIntegers;
    },
  };
}

/** tfjs-backend-wasm's work cannot be replayed; it passes shapes through memory at every call, too. */
export const arithmeticKernels: readonly Replacement[] = [
  arithmetic("Add", "add", "addIntegers"),
  arithmetic("Sub", "subtract", "subtractIntegers"),
  arithmetic("Multiply", "multiply", "multiplyIntegers"),
  arithmetic("RealDiv", "divide", "floorDivideIntegers"),
  arithmetic("FloorDiv", "floorDivide", "floorDivideIntegers"),
  arithmetic("Mod", "modulo", "moduloIntegers"),
  arithmetic("Pow", "power", "powerIntegers"),
  arithmetic("SquaredDifference", "squaredDifference", "squaredDifferenceIntegers"),
];
