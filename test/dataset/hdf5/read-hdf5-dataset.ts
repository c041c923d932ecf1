import type { Dataset } from "../../../src/dataset/dataset.ts";
import { type LoadOptions, loadDataset } from "../../../src/dataset/load.ts";

/** Loads the bytes of an HDF5 file without printing warnings. */
export function readHdf5Dataset(bytes: Uint8Array, options: LoadOptions = {}): Promise<Dataset> {
  return loadDataset(bytes, { format: "hdf5", isolate: false, onWarning: () => {}, ...options });
}
