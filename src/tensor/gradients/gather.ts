import type { GradConfig } from "@tensorflow/tfjs-core";
import { noGradients, upstreamOf } from "../op.ts";
import { gatherGradient } from "../replacements/gather.ts";
import { gatherPlacesGradient } from "../replacements/gather-places.ts";

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
