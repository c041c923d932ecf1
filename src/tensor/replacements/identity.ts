import type { Replacement } from "./replacement.ts";

/**
 * Every tensor saved for a gradient passes through Identity. tfjs-backend-wasm copies it in JavaScript; the data is
 * shared here, since no kernel writes into its inputs.
 */
export const identityKernel: Replacement = {
  name: "Identity",
  run(backend, { x }) {
    backend.incRef(x!.dataId);
    return { dataId: x!.dataId, shape: x!.shape, dtype: x!.dtype };
  },
};
