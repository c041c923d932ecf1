import type { DatasetSpec } from "../dataset/spec.ts";

/** The spec. A dataset has observations and actions too: they are told apart, since JavaScript does not. */
export function checkedSpec(spec: DatasetSpec): DatasetSpec {
  if (typeof spec?.observationSize === "number") return spec;
  const hint = Object.hasOwn(Object(spec), "spec") ? "a dataset: pass dataset.spec" : String(spec);
  throw new TypeError(`an algorithm is made from the spec of a dataset; got ${hint}`);
}
