import type { Algorithm, ContinuousAlgorithm } from "../../src/algorithms/algorithm.ts";

function explores(algorithm: Algorithm): algorithm is ContinuousAlgorithm {
  return "explorer" in algorithm;
}

/** What the explorer does first at an observation: where settings of the exploration show. */
export function firstExplored(observation: Float32Array): (algorithm: Algorithm) => unknown {
  return (algorithm) => {
    if (!explores(algorithm)) throw new Error(`${algorithm.name} has no explorer`);
    return algorithm.explorer(0).act(observation);
  };
}
