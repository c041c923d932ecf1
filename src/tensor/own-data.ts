import { engine, tidy, type Variable } from "@tensorflow/tfjs-core";
import { acceleratedBackend } from "./backend.ts";

/**
 * Copies a variable's data where it shares them with another tensor, as tfjs lets clones, reshapes, assigned values and
 * initial values do: an update in place must not change those. Costs nothing where the data are the variable's own.
 */
export function ownData(variable: Variable): void {
  const backend = acceleratedBackend();
  if (backend.refCount(variable.dataId) === 1) return;
  tidy(() => variable.assign(engine().makeTensorFromTensorInfo(backend.copyOf(variable))));
}
