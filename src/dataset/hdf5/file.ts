import type { File as LibraryFile } from "h5wasm";
import { DatasetError } from "../dataset-error.ts";
import { type Hdf5Column, type Hdf5Dataset, numericColumn, shortText } from "./column.ts";
import { checkGlobalHeaps, checkVirtualHeaps } from "./global-heap.ts";
import { type Hdf5Session, loadHdf5Library, withHdf5Session } from "./library.ts";
import { superblockOffset } from "./signature.ts";

/** An HDF5 file open for reading. Only its root is looked at: groups are not walked and links are not followed. */
export interface Hdf5File {
  /** What the root holds, of whatever kind. */
  readonly names: ReadonlySet<string>;
  /** The declaration of a numeric dataset; its values are read later. Throws a DatasetError for everything else. */
  readonly column: (name: string) => Hdf5Column;
  /** A dataset that is one short string. Throws a DatasetError for everything else. */
  readonly text: (name: string) => string;
}

/**
 * Opens `bytes` as an HDF5 file while `use` runs; they are not copied and must not change meanwhile. Throws a
 * DatasetError when they are no sound HDF5 file or h5wasm is not installed.
 */
export async function readHdf5<T>(bytes: Uint8Array, use: (file: Hdf5File) => T): Promise<T> {
  if (superblockOffset(bytes) < 0) {
    throw new DatasetError(`not an HDF5 file: no HDF5 signature in its ${bytes.length} bytes`);
  }
  checkVirtualHeaps(bytes);
  const library = await loadHdf5Library();
  return withHdf5Session(library, (session) => {
    const { attempt, path } = session;
    library.module.FS.createDataFile("/", path.slice(1), bytes, true, false, true);
    const file = attempt("the file cannot be opened as HDF5", () => new library.h5wasm.File(path, "r"));
    try {
      return use(openFile(session, file, bytes));
    } finally {
      file.close();
    }
  });
}

function openFile(session: Hdf5Session, file: LibraryFile, bytes: Uint8Array): Hdf5File {
  const names = new Set(session.attempt("the root group cannot be read", () => file.keys()));
  const open = (name: string): Hdf5Dataset => {
    if (!names.has(name)) throw new DatasetError(`${name} is missing`);
    return openDataset(session, file, name);
  };
  return {
    names,
    column: (name) => numericColumn(session, open(name)),
    text: (name) => {
      checkGlobalHeaps(bytes);
      return shortText(session, open(name));
    },
  };
}

function openDataset(session: Hdf5Session, file: LibraryFile, name: string): Hdf5Dataset {
  const { library, attempt } = session;
  attempt(`${name} cannot be looked up`, () => refuseLink(session, file, name));
  const entity = attempt(`${name} cannot be opened`, () => file.get(name));
  if (!(entity instanceof library.h5wasm.Dataset)) {
    const found = entity instanceof library.h5wasm.Group ? "a group" : "something else";
    throw new DatasetError(`${name} must be a data set; got ${found}`);
  }
  const metadata = attempt(`the declaration of ${name} cannot be read`, () => entity.metadata);
  return { name, entity, metadata };
}

/** h5wasm resolves links where it can, and answers null, or an object without a file name, for what is no link. */
function refuseLink({ library: { module } }: Hdf5Session, { file_id }: LibraryFile, name: string): void {
  const target = module.get_symbolic_link(file_id, `/${name}`);
  if (target !== null) {
    throw new DatasetError(`${name} is missing: it is a soft link to ${target}, and links are not followed`);
  }
  const { filename } = module.get_external_link(file_id, `/${name}`);
  if (filename !== undefined) {
    throw new DatasetError(`${name} is missing: it lies in ${filename}, and external links are not followed`);
  }
}
