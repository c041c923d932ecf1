import type { Dataset } from "../dataset.ts";
import { type Finding, LISTED_ROWS } from "./finding.ts";
import { count, percent } from "./numbers.ts";

/** A larger share of one-step episodes among longer ones deserves a look. */
const MANY = 0.01;

/** Episodes of one step beside longer ones. Where all have one, the log is a contextual bandit's. */
export function checkSingleSteps({ episodes }: Dataset): Finding[] {
  const single = episodes.filter(({ start, end }) => end - start === 1);
  if (single.length === 0 || single.length === episodes.length) return [];
  return [
    {
      code: "single-steps",
      severity: single.length > MANY * episodes.length ? "warning" : "note",
      rows: single.slice(0, LISTED_ROWS).map(({ start }) => start),
      message: `${single.length} of ${count(episodes.length, "episode")} have a single step (${percent(single.length / episodes.length)})`,
      evidence: { episodes: episodes.length, singleSteps: single.length },
      consequence: "an end flag may be set a row too early or too late, so that a row stands alone",
      remedy: "look at the rows around them; if the episodes are real, nothing needs to be done",
    },
  ];
}
