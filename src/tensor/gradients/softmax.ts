import type { GradConfig } from "@tensorflow/tfjs-core";
import { upstreamOf } from "../op.ts";
import { softmaxGradient } from "../softmax.ts";

export const softmaxGradients: readonly GradConfig[] = [
  {
    kernelName: "Softmax",
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ logits: () => softmaxGradient(upstreamOf(dy), y!, 1) }),
  },
];
