import { type GradConfig, greater, less, logicalOr, where, zerosLike } from "@tensorflow/tfjs-core";
import { noGradients, upstreamOf } from "../op.ts";

/** Exactly 0 for the branch that was not taken, whatever comes from upstream. */
const selectGradient: GradConfig = {
  kernelName: "Select",
  inputsToSave: ["condition"],
  gradFunc(upstream, [condition]) {
    const dy = upstreamOf(upstream);
    return {
      ...noGradients({ condition: condition! }),
      t: () => where(condition!, dy, zerosLike(dy)),
      e: () => where(condition!, zerosLike(dy), dy),
    };
  },
};

/** A NaN passes its gradient on, as a limit does: neither is beyond a limit, and what comes of a NaN must not look like 0. */
const clipGradient: GradConfig = {
  kernelName: "ClipByValue",
  inputsToSave: ["x"],
  gradFunc: (upstream, [x], { clipValueMin, clipValueMax }) => ({
    x: () => {
      const dy = upstreamOf(upstream);
      const isBeyond = logicalOr(less(x!, Number(clipValueMin)), greater(x!, Number(clipValueMax)));
      return where(isBeyond, zerosLike(dy), dy);
    },
  }),
};

export const selectionGradients: readonly GradConfig[] = [selectGradient, clipGradient];
