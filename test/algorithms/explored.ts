import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import type { StochasticPolicy } from "../../src/env/policy.ts";

/** The explorer of an algorithm of continuous actions. */
export function explorerOf(algorithm: Algorithm, seed: number): StochasticPolicy<Float32Array> {
  if (!("explorer" in algorithm && typeof algorithm.explorer === "function")) {
    throw new Error(`${algorithm.name} has no explorer`);
  }
  return algorithm.explorer(seed);
}

/** The first action that an algorithm's explorer takes on a log, for settings that nothing else shows. */
export function explored({ observations, spec }: Dataset): (algorithm: Algorithm) => unknown {
  return (algorithm) => explorerOf(algorithm, 0).act(observations.slice(0, spec.observationSize));
}
