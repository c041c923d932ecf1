import { type BroadcastKernel, broadcast } from "./broadcast.ts";
import { callKernel, type Replacement } from "./replacement.ts";

function arithmetic(name: string, kernel: BroadcastKernel): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const [a, b] = [inputs.a!, inputs.b!];
      if (a.dtype !== "float32") return callKernel(stock, backend, inputs, attributes);
      return broadcast(backend, kernel, a, b);
    },
  };
}

/** tfjs-backend-wasm's work cannot be replayed; it passes shapes through memory at every call, too. */
export const arithmeticKernels: readonly Replacement[] = [
  arithmetic("Add", "add"),
  arithmetic("Sub", "subtract"),
  arithmetic("Multiply", "multiply"),
  arithmetic("RealDiv", "divide"),
  arithmetic("SquaredDifference", "squaredDifference"),
];
