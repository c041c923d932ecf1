import { DatasetError } from "../dataset-error.ts";
import { fileSystem } from "../file-system.ts";
import { type FileSource, type OpenFile, openSource } from "../source.ts";

/**
 * The folder of a Minari dataset: in Node the path of `<root>/<id>` or of its `data`; or its files by their relative paths, as
 * a folder picker gives them (`webkitRelativePath`).
 */
export type MinariFolderSource = string | URL | ReadonlyMap<string, FileSource>;

/** The files in the data folder of a Minari dataset, by paths such as `metadata.json` or `3/part-0.parquet`. */
export interface MinariFolder {
  /** Throws a DatasetError when there is no such file. */
  readonly open: (path: string) => Promise<OpenFile>;
}

const METADATA = "metadata.json";

/** The file in the data folder that holds all episodes where they are HDF5. */
export const minariFile = "main_data.hdf5";

/** Throws a DatasetError for a folder without a metadata.json, and for several datasets. */
export async function openMinariFolder(source: MinariFolderSource): Promise<MinariFolder> {
  if (typeof source === "object" && !(source instanceof URL)) return pickedFolder(source);
  const data = await dataFolder(source);
  if (data === undefined)
    throw new DatasetError(`${source} is no Minari dataset: it has no data/${METADATA}`);
  return { open: (path) => openSource(`${data}/${path}`) };
}

/** Whether a path leads to a folder, and one of a Minari dataset. Always false where there is no file system. */
export async function isMinariFolder(source: string | URL): Promise<boolean> {
  return (await dataFolder(source)) !== undefined;
}

async function dataFolder(source: string | URL): Promise<string | undefined> {
  const files = fileSystem();
  const folder = files && localPath(source);
  if (folder === undefined) return undefined;
  for (const data of [`${folder}/data`, folder]) {
    const found = await files?.stat(`${data}/${METADATA}`).catch(() => undefined);
    if (found?.isFile()) return data;
  }
  return undefined;
}

/** `file:` URLs as paths; other URLs have no folders. */
function localPath(source: string | URL): string | undefined {
  if (typeof source === "string" && !source.startsWith("file:")) return source;
  const url = new URL(source);
  return url.protocol === "file:"
    ? globalThis.process?.getBuiltinModule?.("node:url").fileURLToPath(url)
    : undefined;
}

/** The metadata.json that lies least deep is that of the dataset; in Parquet, episodes have one too. */
function pickedFolder(files: ReadonlyMap<string, FileSource>): MinariFolder {
  const depth = (path: string): number => path.split("/").length;
  const found = [...files.keys()]
    .filter((path) => path === METADATA || path.endsWith(`/${METADATA}`))
    .toSorted((a, b) => depth(a) - depth(b));
  const [first, second] = found;
  if (first === undefined) {
    throw new DatasetError(`the ${files.size} files are no Minari dataset: there is no ${METADATA}`);
  }
  if (second !== undefined && depth(second) === depth(first)) {
    throw new DatasetError(`the files must be those of one Minari dataset; got ${first} and ${second}`);
  }
  const prefix = first.slice(0, -METADATA.length);
  return {
    open(path) {
      const file = files.get(prefix + path);
      if (file === undefined) throw new DatasetError(`${prefix}${path} is missing`);
      return openSource(file);
    },
  };
}
