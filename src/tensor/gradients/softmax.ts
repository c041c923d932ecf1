import { type GradConfig, mul, sub, sum } from "@tensorflow/tfjs-core";
import { upstreamOf } from "../op.ts";

const softmaxGradient: GradConfig = {
  kernelName: "Softmax",
  outputsToSave: [true],
  gradFunc: (dy, [y], { dim }) => ({
    logits: () => {
      const weighted = mul(upstreamOf(dy), y!);
      return sub(weighted, mul(y!, sum(weighted, Number(dim), true)));
    },
  }),
};

export const softmaxGradients: readonly GradConfig[] = [softmaxGradient];
