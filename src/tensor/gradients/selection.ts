import { type GradConfig, greater, less, logicalOr } from "@tensorflow/tfjs-core";
import { noGradients, upstreamOf } from "../op.ts";
import { only, without } from "./passing.ts";

const selectGradient: GradConfig = {
  kernelName: "Select",
  inputsToSave: ["condition"],
  gradFunc(upstream, [condition]) {
    const dy = upstreamOf(upstream);
    return {
      ...noGradients({ condition: condition! }),
      t: () => only(dy, condition!),
      e: () => without(dy, condition!),
    };
  },
};

/** A NaN passes its gradient on, as a limit does: neither is beyond a limit, and what comes of a NaN must not look like 0. */
const clipGradient: GradConfig = {
  kernelName: "ClipByValue",
  inputsToSave: ["x"],
  gradFunc: (upstream, [x], { clipValueMin, clipValueMax }) => ({
    x: () => {
      const isBeyond = logicalOr(less(x!, Number(clipValueMin)), greater(x!, Number(clipValueMax)));
      return without(upstreamOf(upstream), isBeyond);
    },
  }),
};

export const selectionGradients: readonly GradConfig[] = [selectGradient, clipGradient];
