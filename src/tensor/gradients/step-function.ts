import type { GradConfig } from "@tensorflow/tfjs-core";
import { constantGradient } from "../op.ts";

const ofTwo = [
  "Equal",
  "NotEqual",
  "Greater",
  "GreaterEqual",
  "Less",
  "LessEqual",
  "LogicalAnd",
  "LogicalOr",
];

const ofOne = [
  "LogicalNot",
  "ArgMax",
  "ArgMin",
  "Ceil",
  "Floor",
  "Round",
  "Sign",
  "Step",
  "OnesLike",
  "ZerosLike",
];

/** What is constant almost everywhere. */
export const stepFunctionGradients: readonly GradConfig[] = [
  ...ofTwo.map((kernelName) => ({ kernelName, ...constantGradient(["a", "b"]) })),
  ...ofOne.map((kernelName) => ({ kernelName, ...constantGradient(["x"]) })),
];
