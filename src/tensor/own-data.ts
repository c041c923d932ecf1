import type { Variable } from "@tensorflow/tfjs-core";
import { acceleratedBackend } from "./backend.ts";
import { snapshot } from "./snapshot.ts";

/**
 * Parts a variable from every other tensor that shares its data, as tfjs lets clones, reshapes, assigned values and initial
 * values do: an update in place must not change those. A variable that has its data where a program expects them stays
 * there, and the others get a copy; else it gets one. Costs nothing where the data are the variable's own.
 */
export function ownData(variable: Variable): void {
  const backend = acceleratedBackend();
  if (backend.sharers(variable.dataId) === 1) return;
  if (backend.isAtHome(variable)) stay(variable);
  else move(variable);
}

function stay(variable: Variable): void {
  const backend = acceleratedBackend();
  const data = backend.hold(variable, variable);
  backend.vacate(data);
  variable.assign(data);
  backend.letGo(data);
}

function move(variable: Variable): void {
  const copy = snapshot(variable);
  variable.assign(copy);
  copy.dispose();
}
