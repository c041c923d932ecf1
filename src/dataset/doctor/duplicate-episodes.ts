import type { Episode } from "../episodes.ts";
import { type Finding, LISTED_ROWS } from "./finding.ts";
import { count, percent } from "./numbers.ts";

/** A larger share of copies deserves a look. */
export const MANY_COPIES = 0.01;
/** Shorter episodes may be equal by nature. */
const SHORTEST = 5;

/**
 * Episodes that repeat an earlier one, row by row.
 *
 * @param copies the first row with the same contents as each
 * @param tabular whether observations take few values
 */
export function duplicateEpisodes(
  episodes: readonly Episode[],
  copies: Int32Array,
  tabular: boolean,
): Finding[] {
  const repeated = repeatedEpisodes(episodes, copies);
  if (repeated.length === 0) return [];
  const share = repeated.length / episodes.length;
  const first = repeated[0]!.start;
  return [
    {
      code: "duplicate-episodes",
      severity: !tabular && share > MANY_COPIES ? "warning" : "note",
      rows: repeated.slice(0, LISTED_ROWS).map(({ start }) => start),
      message:
        `${count(repeated.length, "episode")} of ${episodes.length} (${percent(share)}) ` +
        `${repeated.length === 1 ? "is a copy" : "are copies"} of an earlier one, the first starts at row ${first}`,
      evidence: { duplicates: repeated.length, episodes: episodes.length, firstRow: first },
      consequence: "they count twice, and a validation split by episode is not independent of training",
      remedy: tabular
        ? "nothing where the task is deterministic; else drop the copies"
        : "check whether files overlap; drop the copies before splitting",
    },
  ];
}

function repeatedEpisodes(episodes: readonly Episode[], copies: Int32Array): Episode[] {
  const originals = new Map<number, Episode[]>();
  return episodes.filter((episode) => {
    if (episode.end - episode.start < SHORTEST) return false;
    const hash = hashOf(episode, copies);
    const known = originals.get(hash) ?? [];
    if (known.some((original) => areEqual(original, episode, copies))) return true;
    originals.set(hash, [...known, episode]);
    return false;
  });
}

/** FNV-1a over the numbers of the first equal rows. */
function hashOf({ start, end }: Episode, copies: Int32Array): number {
  return copies.subarray(start, end).reduce((hash, copy) => Math.imul(hash ^ copy, 16777619), 0x811c9dc5);
}

function areEqual(first: Episode, second: Episode, copies: Int32Array): boolean {
  if (first.end - first.start !== second.end - second.start) return false;
  const shift = second.start - first.start;
  for (let row = first.start; row < first.end; row++) if (copies[row] !== copies[row + shift]) return false;
  return true;
}
