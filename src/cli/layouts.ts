import { writeCsv } from "../dataset/csv/write-csv.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { writeD3rlpy } from "../dataset/hdf5/write-d3rlpy.ts";
import { writeD4rl } from "../dataset/hdf5/write-d4rl.ts";
import { writeMinari } from "../dataset/hdf5/write-minari.ts";
import { writeJsonLines } from "../dataset/json-lines/write-json-lines.ts";
import { writeNpz } from "../dataset/numpy/write-npz.ts";
import { UsageError } from "./command.ts";

/** A file, or the files of a folder by their paths in it. */
export type Written = Uint8Array | string | ReadonlyMap<string, Uint8Array | string>;

/** One way to store a dataset. */
export interface Layout {
  readonly name: string;
  /** What the names of such files end with, in lower case. None: it has to be named. */
  readonly endings: readonly string[];
  /** The path is where it will be written. */
  write(dataset: Dataset, path: string): Promise<Written>;
}

/** The first one whose ending fits is taken where no layout is named. */
export const layouts: readonly Layout[] = [
  { name: "d4rl", endings: [".hdf5", ".h5"], write: writeD4rl },
  { name: "csv", endings: [".csv"], write: writeCsv },
  { name: "jsonLines", endings: [".jsonl", ".ndjson"], write: writeJsonLines },
  { name: "npz", endings: [".npz"], write: writeNpz },
  { name: "d3rlpy", endings: [], write: writeD3rlpy },
  { name: "minari", endings: [], write: (dataset, path) => writeMinari(dataset, { id: minariId(path) }) },
];

/** Throws a UsageError where nothing fits the path, or the name is unknown. */
export function layoutFor(path: string, name: string | undefined): Layout {
  const lower = path.toLowerCase();
  const found =
    name === undefined
      ? layouts.find(({ endings }) => endings.some((ending) => lower.endsWith(ending)))
      : layouts.find((layout) => layout.name === name);
  if (found) return found;
  if (name === undefined)
    throw new UsageError(`the format of ${path} is told by its ending; known: ${knownEndings()}`);
  throw new UsageError(`unknown layout ${name}; known: ${layouts.map((layout) => layout.name).join(", ")}`);
}

/** One line a layout, for `--help`. */
export function layoutsHelp(): string {
  return layouts
    .map(({ name, endings }) => `  ${name.padEnd(17)}  ${endings.join(", ") || "a folder"}`)
    .join("\n");
}

function knownEndings(): string {
  return [...new Set(layouts.flatMap(({ endings }) => endings))].join(", ");
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
