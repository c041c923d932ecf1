import type { Variable } from "@tensorflow/tfjs-core";
import { acceleratedBackend } from "./backend.ts";

/**
 * Gives every other tensor that shares a variable's data a copy of them, as tfjs lets clones, reshapes, assigned values and
 * initial values do: an update in place must not change those. The variable stays where it is in memory. Costs nothing
 * where the data are the variable's own.
 */
export function ownData(variable: Variable): void {
  const backend = acceleratedBackend();
  if (backend.sharers(variable.dataId) === 1) return;
  const data = backend.hold(variable);
  backend.vacate(data);
  variable.assign(data);
  backend.letGo(data);
}
