import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { ownData } from "../own-data.ts";

/** A variable, and the place in memory where a program reads and writes it. */
export interface BoundVariable {
  readonly variable: Variable;
  /** Holds the data of the place. */
  readonly place: Tensor;
}

/** Makes sure that the variable, and no other tensor, has its data at the place. */
export function settle(backend: AcceleratedBackend, { variable, place }: BoundVariable): void {
  if (variable.dataId === place.dataId) {
    ownData(variable);
    return;
  }
  // it was given other data, by `assign`
  if (backend.sharers(place.dataId) > 0) backend.vacate(place);
  backend.copyInto(place, variable);
  variable.assign(place);
}
