import { DatasetError } from "./dataset-error.ts";
import type { EndFlags } from "./flags.ts";

/** The rows start … end − 1 of one episode, in time order. */
export interface Episode {
  readonly start: number;
  readonly end: number;
}

/** Cuts the rows after each terminated or truncated one, and after the last. */
export function splitEpisodes({ terminated, truncated }: EndFlags): Episode[] {
  const episodes: Episode[] = [];
  let start = 0;
  for (let row = 0; row < terminated.length; row++) {
    if (terminated[row] === 1 || truncated[row] === 1 || row === terminated.length - 1) {
      episodes.push({ start, end: row + 1 });
      start = row + 1;
    }
  }
  return episodes;
}

/**
 * The rows that can be learned from: all where successors are stored, else all but the last rows of truncated
 * episodes, whose successors nobody recorded. A terminated row needs none.
 */
export function transitionRows({ terminated, truncated }: EndFlags, successorsStored: boolean): Int32Array {
  const rows = Int32Array.from(terminated.keys());
  if (successorsStored) return rows;
  return rows.filter((row) => hasSuccessorRow({ terminated, truncated }, row));
}

function hasSuccessorRow({ terminated, truncated }: EndFlags, row: number): boolean {
  return terminated[row] === 1 || (truncated[row] === 0 && row < terminated.length - 1);
}

/** The episodes of a dataset. Throws a DatasetError that says what needs them where the rows are not in time order. */
export function requireEpisodes(
  owner: string,
  { episodes }: { readonly episodes: readonly Episode[] },
): readonly Episode[] {
  if (episodes.length > 0) return episodes;
  throw new DatasetError(`${owner} need episodes; got none: the rows are not in time order`);
}
