import type { DatasetSpec } from "../dataset/spec.ts";

/** Sizes of the networks of an algorithm for discrete actions. Throws for continuous ones, and for what is no spec. */
export function discreteSizes(spec: DatasetSpec): { observationSize: number; actions: number } {
  const { observationSize, actions } = checkedSpec(spec);
  if (actions.kind === "discrete") return { observationSize, actions: actions.count };
  throw new TypeError(`this algorithm needs discrete actions; got continuous ones of size ${actions.size}`);
}

/** A dataset has observations and actions too: they are told apart, since JavaScript does not. */
function checkedSpec(spec: DatasetSpec): DatasetSpec {
  if (typeof spec?.observationSize === "number") return spec;
  const hint = Object.hasOwn(Object(spec), "spec") ? "a dataset: pass dataset.spec" : String(spec);
  throw new TypeError(`an algorithm is made from the spec of a dataset; got ${hint}`);
}
