import type { Variable } from "@tensorflow/tfjs-core";

/** The bits of some variables, such as everything that an update of an algorithm changes. */
export function contentsOf(variables: readonly Variable[]): Int32Array[] {
  return variables.map(
    (variable) => new Int32Array(Float32Array.from(variable.dataSync<"float32">()).buffer),
  );
}
