import {
  add,
  cast,
  div,
  type GradConfig,
  lessEqual,
  logicalNot,
  mul,
  neg,
  sigmoid,
  sign,
  square,
  sub,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { upstreamOf } from "../op.ts";

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

export const unaryGradients: readonly GradConfig[] = [
  fromInput("Abs", (dy, x) => mul(dy, sign(x))),
  // 1 − x² would lose the digits of 1 − x near ±1
  fromInput("Atanh", (dy, x) => div(dy, mul(sub(1, x), add(1, x)))),
  fromOutput("Exp", (dy, y) => mul(dy, y)),
  fromOutput("Expm1", (dy, y) => mul(dy, add(y, 1))),
  fromInput("Log", (dy, x) => div(dy, x)),
  fromInput("Log1p", (dy, x) => div(dy, add(x, 1))),
  fromInput("Neg", (dy) => neg(dy)),
  // not greater(x, 0): a NaN passes its gradient on
  fromInput("Relu", (dy, x) => mul(dy, cast(logicalNot(lessEqual(x, 0)), "float32"))),
  fromOutput("Sigmoid", (dy, y) => mul(dy, mul(y, sub(1, y)))),
  fromInput("Softplus", (dy, x) => mul(dy, sigmoid(x))),
  fromOutput("Sqrt", (dy, y) => div(dy, mul(y, 2))),
  fromInput("Square", (dy, x) => mul(dy, mul(x, 2))),
  fromOutput("Tanh", (dy, y) => mul(dy, sub(1, square(y)))),
];
