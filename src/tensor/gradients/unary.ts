import {
  add,
  cos,
  div,
  exp,
  fill,
  type GradConfig,
  greater,
  lessEqual,
  logicalOr,
  minimum,
  mul,
  neg,
  sigmoid,
  sign,
  sin,
  square,
  sub,
  type Tensor,
  where,
} from "@tensorflow/tfjs-core";
import { upstreamOf } from "../op.ts";
import { tanhGradient } from "../tanh-gradient.ts";
import { without } from "./passing.ts";

/** A gradient from the input. */
function fromInput(kernelName: string, derive: (dy: Tensor, x: Tensor) => Tensor): GradConfig {
  return {
    kernelName,
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => derive(upstreamOf(dy), x!) }),
  };
}

/** A gradient from the output, where that is cheaper. */
function fromOutput(kernelName: string, derive: (dy: Tensor, y: Tensor) => Tensor): GradConfig {
  return {
    kernelName,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => derive(upstreamOf(dy), y!) }),
  };
}

const SELU_SCALE = 1.0507009873554805;
const SELU_SCALED_ALPHA = 1.7580993408473766;

/** e^x where x ≤ 0, else 1. */
function expOfNegative(x: Tensor): Tensor {
  return exp(minimum(x, 0));
}

function seluSlope(x: Tensor): Tensor {
  return where(greater(x, 0), fill(x.shape, SELU_SCALE), mul(expOfNegative(x), SELU_SCALED_ALPHA));
}

const leakyReluGradient: GradConfig = {
  kernelName: "LeakyRelu",
  inputsToSave: ["x"],
  gradFunc: (upstream, [x], { alpha }) => ({
    x: () => where(greater(x!, 0), upstreamOf(upstream), mul(upstreamOf(upstream), Number(alpha))),
  }),
};

export const unaryGradients: readonly GradConfig[] = [
  fromInput("Abs", (dy, x) => mul(dy, sign(x))),
  // 1 − x² would lose the digits of 1 − x near ±1
  fromInput("Atanh", (dy, x) => div(dy, mul(sub(1, x), add(1, x)))),
  fromInput("Cos", (dy, x) => neg(mul(dy, sin(x)))),
  fromInput("Elu", (dy, x) => mul(dy, expOfNegative(x))),
  fromInput("Erf", (dy, x) => mul(dy, mul(exp(neg(square(x))), 2 / Math.sqrt(Math.PI)))),
  fromOutput("Exp", (dy, y) => mul(dy, y)),
  fromInput("Expm1", (dy, x) => mul(dy, exp(x))),
  leakyReluGradient,
  fromInput("Log", (dy, x) => div(dy, x)),
  fromInput("Log1p", (dy, x) => div(dy, add(x, 1))),
  fromInput("Neg", (dy) => neg(dy)),
  fromOutput("Reciprocal", (dy, y) => neg(mul(dy, square(y)))),
  fromInput("Relu", (dy, x) => without(dy, lessEqual(x, 0))),
  fromInput("Relu6", (dy, x) => without(dy, logicalOr(lessEqual(x, 0), greater(x, 6)))),
  fromOutput("Rsqrt", (dy, y) => mul(dy, mul(mul(y, square(y)), -0.5))),
  fromInput("Selu", (dy, x) => mul(dy, seluSlope(x))),
  fromInput("Sigmoid", (dy, x) => tanhGradient(dy, x, 0.5)),
  fromInput("Sin", (dy, x) => mul(dy, cos(x))),
  fromInput("Softplus", (dy, x) => mul(dy, sigmoid(x))),
  fromOutput("Sqrt", (dy, y) => div(dy, mul(y, 2))),
  fromInput("Square", (dy, x) => mul(dy, mul(x, 2))),
  fromInput("Tanh", (dy, x) => tanhGradient(dy, x, 1)),
];
