import type { File as LibraryFile } from "h5wasm";
import { DatasetError } from "../dataset-error.ts";
import { type AttributeValue, readAttribute } from "./attribute.ts";
import { type Hdf5Column, numericColumn, shortText } from "./column.ts";
import { checkGlobalHeaps, checkVirtualHeaps } from "./global-heap.ts";
import { type Hdf5Session, loadHdf5Library, withHdf5Session } from "./library.ts";
import { exists, type Hdf5Objects, isGroup, namesIn, openDataset } from "./objects.ts";
import { superblockOffset } from "./signature.ts";

/**
 * An HDF5 file open for reading. Paths such as `infos/action_log_probs` lead from the root downwards. Groups are opened when
 * they are named, never walked, and links are not followed, so that no cycle and no other file is met.
 */
export interface Hdf5File {
  /** What the root holds, of whatever kind. */
  readonly names: ReadonlySet<string>;
  /** What a group holds. Throws a DatasetError for everything that is no group. */
  readonly namesIn: (path: string) => ReadonlySet<string>;
  /** Whether there is something at the path. Throws a DatasetError where something else than a group stands on the way. */
  readonly has: (path: string) => boolean;
  /** Whether a group is at the path. Throws a DatasetError where nothing or a link is. */
  readonly isGroup: (path: string) => boolean;
  /** The declaration of a numeric dataset; its values are read later. Throws a DatasetError for everything else. */
  readonly column: (path: string) => Hdf5Column;
  /** A dataset that is one short string. Throws a DatasetError for everything else. */
  readonly text: (path: string) => string;
  /**
   * A number or a text of fixed length that is attached to a group, the root if its path is empty; undefined where there is
   * none. Throws a DatasetError for everything else.
   */
  readonly attribute: (path: string, name: string) => AttributeValue | undefined;
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
  const objects: Hdf5Objects = { session, file, groups: new Map() };
  return {
    names: namesIn(objects, ""),
    namesIn: (path) => namesIn(objects, path),
    has: (path) => exists(objects, path),
    isGroup: (path) => isGroup(objects, path),
    column: (path) => numericColumn(session, openDataset(objects, path)),
    text: (path) => {
      checkGlobalHeaps(bytes);
      return shortText(session, openDataset(objects, path));
    },
    attribute: (path, name) => readAttribute(objects, path, name),
  };
}
