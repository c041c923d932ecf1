import type { Dataset } from "../dataset.ts";
import { type Finding, LISTED_ROWS } from "./finding.ts";
import { count } from "./numbers.ts";

/** Shorter tasks may well have one length. */
const SHORTEST_LIMIT = 20;
/** As many episodes of the longest length, by chance, are rare unless something cuts them. */
const FEWEST_EPISODES = 3;
const FEWEST_SHARE = 0.02;

/**
 * Terminated episodes that all are exactly as long as the longest of the log: a time limit, which is a truncation
 * (D4RL issues 85 and 162).
 */
export function checkTimeLimitTerminals({ episodes, terminated }: Dataset): Finding[] {
  const lengths = episodes.map(({ start, end }) => end - start);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  const atLimit = episodes.filter(({ start, end }) => end - start === longest && terminated[end - 1] === 1);
  const enough = atLimit.length >= Math.max(FEWEST_EPISODES, FEWEST_SHARE * episodes.length);
  if (longest < SHORTEST_LIMIT || !enough) return [];
  return [
    {
      code: "time-limit-terminals",
      severity: "warning",
      column: "terminated",
      rows: atLimit.slice(0, LISTED_ROWS).map(({ end }) => end - 1),
      message:
        `${atLimit.length} of ${count(episodes.length, "episode")} are terminated after exactly ${longest} steps, the ` +
        "longest length of the log: that looks like a time limit",
      evidence: { episodes: episodes.length, terminatedAtLongest: atLimit.length, longest },
      consequence:
        "the value after the last step counts as 0 although the task would have gone on: states near the limit look bad for no reason",
      remedy: "set truncated (HDF5: timeouts) instead of terminated where only the time was up",
    },
  ];
}
