import { writeCsv } from "../dataset/csv/write-csv.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { writeD3rlpy } from "../dataset/hdf5/write-d3rlpy.ts";
import { writeD4rl } from "../dataset/hdf5/write-d4rl.ts";
import { writeMinari } from "../dataset/hdf5/write-minari.ts";
import { writeJsonLines } from "../dataset/json-lines/write-json-lines.ts";
import { writeNpz } from "../dataset/numpy/write-npz.ts";
import { writeParquet } from "../dataset/parquet/write.ts";
import { shown } from "../kernels/shape.ts";
import { UsageError } from "./command.ts";

/** A file, or the files of a folder by their paths in it. */
export type Written = Uint8Array | string | ReadonlyMap<string, Uint8Array | string>;

/** One way to store a dataset. */
export interface Layout {
  readonly name: string;
  /** What the names of such files end with, in lower case. None: it has to be named. */
  readonly endings: readonly string[];
  /** Where it is written, as `--help` says it, if not by an ending. */
  readonly place?: string;
  readonly isFolder: boolean;
  /** Throws a UsageError for a path that the layout cannot be written to, whatever is there. */
  checkPath?(path: string): void;
  /** The path is where it will be written. */
  write(dataset: Dataset, path: string): Promise<Written>;
}

/** The first one whose ending fits is taken where no layout is named. */
export const layouts: readonly Layout[] = [
  { name: "d4rl", endings: [".hdf5", ".h5"], isFolder: false, write: writeD4rl },
  { name: "csv", endings: [".csv"], isFolder: false, write: writeCsv },
  { name: "jsonLines", endings: [".jsonl", ".ndjson"], isFolder: false, write: writeJsonLines },
  { name: "npz", endings: [".npz"], isFolder: false, write: writeNpz },
  { name: "parquet", endings: [".parquet"], isFolder: false, write: (dataset) => writeParquet(dataset) },
  { name: "d3rlpy", endings: [], place: "a file, by --layout", isFolder: false, write: writeD3rlpy },
  {
    name: "minari",
    endings: [],
    place: "a folder called NAME-v0, by --layout",
    isFolder: true,
    checkPath: checkMinariPath,
    write: (dataset, path) => writeMinari(dataset, { id: minariId(path) }),
  },
];

/** Throws a UsageError where nothing fits the path, or the name is unknown. */
export function layoutFor(path: string, name: string | undefined): Layout {
  const lower = path.toLowerCase();
  const found =
    name === undefined
      ? layouts.find(({ endings }) => endings.some((ending) => lower.endsWith(ending)))
      : layouts.find((layout) => layout.name === name);
  if (found) {
    found.checkPath?.(path);
    return found;
  }
  if (name === undefined) {
    const known = `known: ${knownEndings()}; others need --layout`;
    throw new UsageError(`the format of ${shown(path)} is told by its ending; ${known}`);
  }
  throw new UsageError(`unknown layout ${name}; known: ${layouts.map((layout) => layout.name).join(", ")}`);
}

/** One line a layout, for `--help`. */
export function layoutsHelp(): string {
  return layouts
    .map(({ name, endings, place }) => `  ${name.padEnd(17)}  ${place ?? endings.join(", ")}`)
    .join("\n");
}

function knownEndings(): string {
  return [...new Set(layouts.flatMap(({ endings }) => endings))].join(", ");
}

function checkMinariPath(path: string): void {
  if (/-v\d+$/.test(minariId(path))) return;
  throw new UsageError(`a Minari folder must be called as its dataset is, NAME-v0; got ${shown(path)}`);
}

/** A folder is called as its dataset is, without the namespace that its own folder may stand for. */
function minariId(path: string): string {
  return (
    path
      .replace(/[/\\]+$/, "")
      .split(/[/\\]/)
      .at(-1) ?? path
  );
}
