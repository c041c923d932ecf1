import { type BroadcastKernel, broadcast } from "./broadcast.ts";
import { throughIntegers } from "./cast.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/** Of bool it is what is not 0 among what the kernel for int32 makes of 0 and 1. */
export function arithmetic(name: string, floats: BroadcastKernel, integers: BroadcastKernel): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const [a, b] = [inputs.a!, inputs.b!];
      if (a.dtype === "float32") return broadcast(backend, floats, a, b);
      if (a.dtype === "int32") return broadcast(backend, integers, a, b);
      if (a.dtype === "bool") {
        return throughIntegers(backend, [a, b], (first, second) =>
          broadcast(backend, integers, first!, second!),
        );
      }
      return callKernel(stock, backend, inputs, attributes);
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
