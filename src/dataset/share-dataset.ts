import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { buildColumns } from "./stored-columns.ts";

/**
 * The same dataset in shared memory: posted to a worker, its columns are not copied, and any number of workers train
 * from one log. Throws a DatasetError where the engine has no shared memory to give.
 */
export function shareDataset(dataset: Dataset): Dataset {
  if (typeof SharedArrayBuffer === "undefined") {
    throw new DatasetError(
      "a shared dataset needs SharedArrayBuffer, which a page has only if it is cross-origin isolated: served with " +
        "Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp",
    );
  }
  const { rows, spec } = dataset;
  const memory = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes);
  const has = (name: keyof Dataset): boolean => dataset[name] !== undefined;
  const columns = buildColumns({ rows, spec, has }, (name, out) => out.set(dataset[name]!), memory);
  const transitions = new Int32Array(memory(dataset.transitions.byteLength));
  transitions.set(dataset.transitions);
  return { ...dataset, ...columns, transitions };
}
