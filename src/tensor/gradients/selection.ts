import {
  cast,
  type GradConfig,
  greaterEqual,
  lessEqual,
  logicalAnd,
  logicalNot,
  matMul,
  mul,
  oneHot,
  reshape,
  type Tensor,
  zeros,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { upstreamOf } from "../op.ts";

function where(dy: Tensor, condition: Tensor): Tensor {
  return mul(dy, cast(condition, "float32"));
}

const selectGradient: GradConfig = {
  kernelName: "Select",
  inputsToSave: ["condition"],
  gradFunc: (dy, [condition]) => ({
    condition: () => cast(zerosLike(condition!), "float32"),
    t: () => where(upstreamOf(dy), condition!),
    e: () => where(upstreamOf(dy), logicalNot(condition!)),
  }),
};

const clipGradient: GradConfig = {
  kernelName: "ClipByValue",
  inputsToSave: ["x"],
  gradFunc: (dy, [x], { clipValueMin, clipValueMax }) => ({
    x: () => {
      const isInside = logicalAnd(
        greaterEqual(x!, Number(clipValueMin)),
        lessEqual(x!, Number(clipValueMax)),
      );
      return where(upstreamOf(dy), isInside);
    },
  }),
};

/** What is true or false does not change with its inputs. */
function stepFunction(kernelName: string, inputNames: string[]): GradConfig {
  return {
    kernelName,
    inputsToSave: inputNames,
    gradFunc: (_, saved) =>
      Object.fromEntries(inputNames.map((name, i) => [name, () => zeros(saved[i]!.shape)])),
  };
}

/** The rows of dy are added up where they were taken from. */
const gatherGradient: GradConfig = {
  kernelName: "GatherV2",
  inputsToSave: ["x", "indices"],
  gradFunc: (dy, [x, indices], { axis, batchDims }) => ({
    x: () => scatterRows(upstreamOf(dy), x!, indices!, Number(axis), Number(batchDims)),
    indices: () => zeros(indices!.shape),
  }),
};

function scatterRows(dy: Tensor, x: Tensor, indices: Tensor, axis: number, batchDims: number): Tensor {
  if (axis !== 0 || batchDims !== 0) {
    throw new RangeError(`gather has a gradient along axis 0 only; got axis ${axis}, batchDims ${batchDims}`);
  }
  const [rows = 1] = x.shape;
  const places = oneHot(reshape(indices, [indices.size]), rows);
  const sums = matMul(cast(places, "float32"), reshape(dy, [indices.size, -1]), true, false);
  return reshape(sums, x.shape);
}

const comparisons = [
  "Equal",
  "NotEqual",
  "Greater",
  "GreaterEqual",
  "Less",
  "LessEqual",
  "LogicalAnd",
  "LogicalOr",
];

export const selectionGradients: readonly GradConfig[] = [
  selectGradient,
  clipGradient,
  gatherGradient,
  ...comparisons.map((name) => stepFunction(name, ["a", "b"])),
  stepFunction("LogicalNot", ["x"]),
];
