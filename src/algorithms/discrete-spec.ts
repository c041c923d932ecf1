import type { DatasetSpec } from "../dataset/spec.ts";
import { checkedSpec } from "./checked-spec.ts";

/** Sizes of the networks of an algorithm for discrete actions. Throws for continuous ones, and for what is no spec. */
export function discreteSizes(spec: DatasetSpec): { observationSize: number; actions: number } {
  const { observationSize, actions } = checkedSpec(spec);
  if (actions.kind === "discrete") return { observationSize, actions: actions.count };
  throw new TypeError(`this algorithm needs discrete actions; got continuous ones of size ${actions.size}`);
}
