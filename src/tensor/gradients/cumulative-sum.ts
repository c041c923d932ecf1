import { cumsum, type GradConfig } from "@tensorflow/tfjs-core";
import { upstreamOf } from "../op.ts";

/** An entry is in all sums from its own on: those of the upstream gradient run the other way. */
export const cumulativeSumGradients: readonly GradConfig[] = [
  {
    kernelName: "Cumsum",
    gradFunc: (dy, _, { axis, exclusive, reverse }) => ({
      x: () => cumsum(upstreamOf(dy), Number(axis), exclusive === true, reverse !== true),
    }),
  },
];
