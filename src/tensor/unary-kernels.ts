import type { KernelExports } from "../kernels/generated.ts";
import { callKernel, type Replacement } from "./replacement.ts";

type UnaryKernel =
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "tanh"
  | "atanh"
  | "sigmoid"
  | "softplus"
  | "sign"
  | "negate"
  | "square";

function unary(name: string, kernel: UnaryKernel & keyof KernelExports): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const x = inputs.x!;
      if (x.dtype !== "float32") return callKernel(stock, backend, inputs, attributes);
      const out = backend.output(x.shape);
      backend.kernels[kernel](backend.address(out), backend.address(x), backend.sizeOf(x));
      return out;
    },
  };
}

/**
 * tfjs-backend-wasm calls a scalar function for every entry; its log1p is log(x + 1), its sigmoid flushes to 0 and its
 * sign of NaN is 0. What it does for Neg and Square cannot be replayed.
 */
export const unaryKernels: readonly Replacement[] = [
  unary("Exp", "exp"),
  unary("Expm1", "expm1"),
  unary("Log", "log"),
  unary("Log1p", "log1p"),
  unary("Tanh", "tanh"),
  unary("Atanh", "atanh"),
  unary("Sigmoid", "sigmoid"),
  unary("Softplus", "softplus"),
  unary("Sign", "sign"),
  unary("Neg", "negate"),
  unary("Square", "square"),
];
