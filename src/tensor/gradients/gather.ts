import type { GradConfig } from "@tensorflow/tfjs-core";
import { gatherGradient } from "../gather-kernel.ts";
import { gatherPlacesGradient } from "../gather-places-kernel.ts";
import { noGradients, upstreamOf } from "../op.ts";

/** What was taken from a place is added up there. */
export const gatherGradients: readonly GradConfig[] = [
  {
    kernelName: "GatherV2",
    inputsToSave: ["x", "indices"],
    gradFunc: (dy, [x, indices], attributes) => ({
      ...noGradients({ indices: indices! }),
      x: () => gatherGradient(upstreamOf(dy), indices!, x!, attributes),
    }),
  },
  {
    kernelName: "GatherNd",
    inputsToSave: ["params", "indices"],
    gradFunc: (dy, [params, indices]) => ({
      ...noGradients({ indices: indices! }),
      params: () => gatherPlacesGradient(upstreamOf(dy), indices!, params!),
    }),
  },
];
