import type { Dataset } from "../dataset/dataset.ts";
import { writeD4rl } from "../dataset/hdf5/write-d4rl.ts";
import { UsageError } from "./command.ts";

/** A file, or the files of a folder by their paths in it. */
export type Written = Uint8Array | string | ReadonlyMap<string, Uint8Array | string>;

/** One way to store a dataset. */
export interface Layout {
  readonly name: string;
  /** What the names of such files end with, in lower case. None: a folder. */
  readonly endings: readonly string[];
  /** The path is where it will be written. */
  write(dataset: Dataset, path: string): Promise<Written>;
}

/** The first one whose ending fits is taken where no layout is named. */
export const layouts: readonly Layout[] = [{ name: "d4rl", endings: [".hdf5", ".h5"], write: writeD4rl }];

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
