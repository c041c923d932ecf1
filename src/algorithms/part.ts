import type { Variable } from "@tensorflow/tfjs-core";

/** What a learner has on the heap: a network, an optimizer, critics, a random stream. */
export interface Part {
  readonly variables?: readonly Variable[];
  /** An optimizer's. */
  readonly state?: readonly Variable[];
  dispose(): void;
}

/** Everything that an update changes in a part. */
export function variablesOf(part: Part | Variable): readonly Variable[] {
  if ("dtype" in part) return [part];
  return [...(part.state ?? part.variables ?? [])];
}
