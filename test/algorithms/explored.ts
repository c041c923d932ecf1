import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";

/** The first action that an algorithm's explorer takes on a log, for settings that nothing else shows. */
export function explored({ observations, spec }: Dataset): (algorithm: Algorithm) => unknown {
  return (algorithm) => {
    if (!("explorer" in algorithm && typeof algorithm.explorer === "function")) {
      throw new Error(`${algorithm.name} has no explorer`);
    }
    return algorithm.explorer(0).act(observations.slice(0, spec.observationSize));
  };
}
