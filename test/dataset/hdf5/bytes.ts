import h5wasm, { type GuessableDataTypes } from "h5wasm";

type LibraryFile = InstanceType<typeof h5wasm.File>;

interface StoredDataset {
  readonly data: GuessableDataTypes;
  readonly shape?: number[];
  readonly chunks?: number[];
  readonly maxshape?: (number | null)[];
  readonly dtype?: string;
}

/** The bytes of an HDF5 file with these datasets in its root, and what `extend` adds to it. */
export async function hdf5Bytes(
  datasets: Readonly<Record<string, StoredDataset>>,
  extend: (file: LibraryFile) => void = () => {},
): Promise<Uint8Array> {
  const { FS } = await h5wasm.ready;
  const path = "/written-by-a-test.h5";
  // the oldest format has no checksums over its headers, so that a test can change a byte of them
  const file = new h5wasm.File(path, "w", { libver: ["earliest", "v108"] });
  for (const [name, dataset] of Object.entries(datasets)) file.create_dataset({ name, ...dataset });
  extend(file);
  file.close();
  const bytes = FS.readFile(path);
  FS.unlink(path);
  return bytes;
}
