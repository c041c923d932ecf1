import type { KernelExports } from "./generated.ts";
import type { Kernels } from "./kernels.ts";

type ElementaryName =
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "tanh"
  | "atanh"
  | "sigmoid"
  | "softplus"
  | "logSigmoid";

/** A function that is applied to every entry, as a new array. */
export type Elementary = (kernels: Kernels, x: Float32Array) => Float32Array;

function elementary(name: ElementaryName): Elementary {
  return (kernels, x) =>
    kernels.run((exports: KernelExports, arena) => {
      const out = arena.reserve(x.length);
      exports[name](out.address, arena.place(x), x.length);
      return arena.read(out);
    });
}

/** e^x, within 1 ULP of float32, subnormal results included. */
export const exp: Elementary = elementary("exp");
/** e^x − 1, within 1.5 ULP. */
export const expm1: Elementary = elementary("expm1");
/** log x, within 1 ULP; −Infinity at ±0, NaN below. */
export const log: Elementary = elementary("log");
/** log(1 + x), within 1 ULP; −Infinity at −1, NaN below. */
export const log1p: Elementary = elementary("log1p");
/** tanh x, within 1.5 ULP. */
export const tanh: Elementary = elementary("tanh");
/** artanh x, within 2 ULP; ±Infinity at ±1, NaN beyond. */
export const atanh: Elementary = elementary("atanh");
/** σ(x) = 1 / (1 + e^−x), within 2.5 ULP, subnormal results included. */
export const sigmoid: Elementary = elementary("sigmoid");
/** log(1 + e^x), within 2 ULP. */
export const softplus: Elementary = elementary("softplus");
/** log σ(x), within 2 ULP. */
export const logSigmoid: Elementary = elementary("logSigmoid");
