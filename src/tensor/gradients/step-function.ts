import type { GradConfig } from "@tensorflow/tfjs-core";
import { constantGradient } from "../op.ts";

const ofTwo = [
  "Equal",
  "FloorDiv",
  "NotEqual",
  "Greater",
  "GreaterEqual",
  "Less",
  "LessEqual",
  "LogicalAnd",
  "LogicalOr",
  "LogicalXor",
];

const ofOne = [
  "LogicalNot",
  "ArgMax",
  "ArgMin",
  "Ceil",
  "Floor",
  "IsFinite",
  "IsInf",
  "IsNan",
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
  { kernelName: "OneHot", ...constantGradient(["indices"]) },
];
