import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelExports } from "../../kernels/generated.ts";
import type { AcceleratedBackend } from "../backend.ts";
import { broadcast } from "./broadcast.ts";
import { castTo, through } from "./cast.ts";
import { clipIntegers } from "./clip.ts";
import { isNumeric } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/** A kernel of float32 (or of int32, where its name says so), in and out. */
type UnaryKernel =
  | "absolute"
  | "absoluteIntegers"
  | "atanh"
  | "ceiling"
  | "cosine"
  | "elu"
  | "erf"
  | "exp"
  | "expm1"
  | "floor"
  | "log"
  | "log1p"
  | "negate"
  | "negateIntegers"
  | "reciprocal"
  | "reciprocalSquareRoot"
  | "relu"
  | "round"
  | "selu"
  | "sigmoid"
  | "sign"
  | "sine"
  | "softplus"
  | "square"
  | "squareRoot"
  | "tanh";

type Apply = (backend: AcceleratedBackend, x: TensorInfo) => TensorInfo;

function launch(kernel: UnaryKernel & keyof KernelExports): Apply {
  return (backend, x) => {
    const out = backend.output(x.shape, x.dtype);
    backend.kernels[kernel](backend.address(out), backend.address(x), backend.sizeOf(x));
    return out;
  };
}

const whole: Apply = (backend, x) => castTo(backend, x, "int32");

/** @param integers what is done with int32, and with bool as int32; without it the result of both is float32 */
function unary(name: string, floats: UnaryKernel, integers?: Apply): Replacement {
  const ofFloats = launch(floats);
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const x = inputs.x!;
      if (x.dtype === "float32") return ofFloats(backend, x);
      if (!isNumeric(x)) return callKernel(stock, backend, inputs, attributes);
      const dtype = integers === undefined ? "float32" : "int32";
      return through(backend, dtype, [x], (cast) => (integers ?? ofFloats)(backend, cast!));
    },
  };
}

/**
 * tfjs-backend-wasm calls a scalar function for every entry of most; its log1p is log(x + 1), its sigmoid flushes to 0 and
 * its sign of NaN is 0; of bool it gives uninitialised memory, and of int32 the bits of float32. What it does cannot be
 * replayed.
 */
export const unaryKernels: readonly Replacement[] = [
  unary("Abs", "absolute", launch("absoluteIntegers")),
  unary("Atanh", "atanh"),
  unary("Ceil", "ceiling", whole),
  unary("Cos", "cosine"),
  unary("Elu", "elu"),
  unary("Erf", "erf"),
  unary("Exp", "exp"),
  unary("Expm1", "expm1"),
  unary("Floor", "floor", whole),
  unary("Log", "log"),
  unary("Log1p", "log1p"),
  unary("Neg", "negate", launch("negateIntegers")),
  unary("Reciprocal", "reciprocal"),
  unary("Relu", "relu", (backend, x) => clipIntegers(backend, x, 0, Infinity)),
  unary("Round", "round", whole),
  unary("Rsqrt", "reciprocalSquareRoot"),
  unary("Selu", "selu"),
  unary("Sigmoid", "sigmoid"),
  unary("Sign", "sign", (backend, x) => clipIntegers(backend, x, -1, 1)),
  unary("Sin", "sine"),
  unary("Softplus", "softplus"),
  unary("Sqrt", "squareRoot"),
  unary("Square", "square", (backend, x) => broadcast(backend, "multiplyIntegers", x, x)),
  unary("Tanh", "tanh"),
];
