import { typeName } from "../kernels/shape.ts";

/** Throws a TypeError that names `source` and the type that was got, unless `observations` is a Float32Array. */
export function checkObservationType(source: string, observations: Float32Array): void {
  if (observations instanceof Float32Array) return;
  throw new TypeError(`${source} must be a Float32Array; got ${typeName(observations)}`);
}
