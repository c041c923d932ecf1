import { type GradConfig, zeros } from "@tensorflow/tfjs-core";

/** The gradient of what is constant almost everywhere: 0 in every input. */
function stepFunction(kernelName: string, inputNames: readonly string[]): GradConfig {
  return {
    kernelName,
    inputsToSave: [...inputNames],
    gradFunc: (_, saved) =>
      Object.fromEntries(inputNames.map((name, i) => [name, () => zeros(saved[i]!.shape)])),
  };
}

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

export const stepFunctionGradients: readonly GradConfig[] = [
  ...ofTwo.map((name) => stepFunction(name, ["a", "b"])),
  ...ofOne.map((name) => stepFunction(name, ["x"])),
];
