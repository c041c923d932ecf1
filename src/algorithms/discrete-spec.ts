import type { DatasetSpec } from "../dataset/spec.ts";

/** Sizes of the networks of an algorithm for discrete actions. Throws for continuous ones. */
export function discreteSizes({ observationSize, actions }: DatasetSpec): {
  observationSize: number;
  actions: number;
} {
  if (actions.kind === "discrete") return { observationSize, actions: actions.count };
  throw new TypeError(`this algorithm needs discrete actions; got continuous ones of size ${actions.size}`);
}
