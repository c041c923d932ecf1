import { type BroadcastKernel, broadcast } from "./broadcast.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/** @param integers the kernel for int32, if there is one */
export function arithmetic(name: string, floats: BroadcastKernel, integers?: BroadcastKernel): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const [a, b] = [inputs.a!, inputs.b!];
      if (a.dtype === "float32") return broadcast(backend, floats, a, b);
      if (a.dtype === "int32" && integers !== undefined) return broadcast(backend, integers, a, b);
      return callKernel(stock, backend, inputs, attributes);
    },
  };
}

/** tfjs-backend-wasm's work cannot be replayed; it passes shapes through memory at every call, too. */
export const arithmeticKernels: readonly Replacement[] = [
  arithmetic("Add", "add", "addIntegers"),
  arithmetic("Sub", "subtract", "subtractIntegers"),
  arithmetic("Multiply", "multiply", "multiplyIntegers"),
  arithmetic("RealDiv", "divide"),
  arithmetic("FloorDiv", "floorDivide", "floorDivideIntegers"),
  arithmetic("Mod", "modulo", "moduloIntegers"),
  arithmetic("Pow", "power"),
  arithmetic("SquaredDifference", "squaredDifference", "squaredDifferenceIntegers"),
];
