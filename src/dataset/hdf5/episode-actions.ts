import type { Dataset } from "../dataset.ts";
import type { Episode } from "../episodes.ts";
import type { StoredColumn } from "./write-hdf5.ts";

/** The actions of one episode as d3rlpy and Minari store them: int64 of `discreteShape`, or float32 (T, size). */
export function episodeActions(
  { spec, actions }: Dataset,
  { start, end }: Episode,
  discreteShape: readonly number[],
): Pick<StoredColumn, "values" | "shape"> {
  if (spec.actions.kind === "discrete") {
    return { values: BigInt64Array.from(actions.subarray(start, end), BigInt), shape: discreteShape };
  }
  const { size } = spec.actions;
  return {
    values: Float32Array.from(actions.subarray(start * size, end * size)),
    shape: [end - start, size],
  };
}
