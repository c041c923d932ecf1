import {
  cast,
  type GradConfig,
  greater,
  less,
  logicalNot,
  logicalOr,
  mul,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { noGradients, upstreamOf } from "../op.ts";

function where(dy: Tensor, condition: Tensor): Tensor {
  return mul(dy, cast(condition, "float32"));
}

const selectGradient: GradConfig = {
  kernelName: "Select",
  inputsToSave: ["condition"],
  gradFunc: (dy, [condition]) => ({
    ...noGradients({ condition: condition! }),
    t: () => where(upstreamOf(dy), condition!),
    e: () => where(upstreamOf(dy), logicalNot(condition!)),
  }),
};

/** A NaN passes its gradient on, as a limit does: neither is beyond a limit, and what comes of a NaN must not look like 0. */
const clipGradient: GradConfig = {
  kernelName: "ClipByValue",
  inputsToSave: ["x"],
  gradFunc: (dy, [x], { clipValueMin, clipValueMax }) => ({
    x: () => {
      const isBeyond = logicalOr(less(x!, Number(clipValueMin)), greater(x!, Number(clipValueMax)));
      return where(upstreamOf(dy), logicalNot(isBeyond));
    },
  }),
};

export const selectionGradients: readonly GradConfig[] = [selectGradient, clipGradient];
