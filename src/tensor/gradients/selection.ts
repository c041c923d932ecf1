import {
  cast,
  type GradConfig,
  greaterEqual,
  lessEqual,
  logicalAnd,
  logicalNot,
  mul,
  type Tensor,
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

export const selectionGradients: readonly GradConfig[] = [selectGradient, clipGradient];
