import type { Dataset } from "../dataset.ts";
import { type Finding, LISTED_ROWS } from "./finding.ts";
import { count, percent } from "./numbers.ts";
import { type SparseRewards, sparseRewards } from "./sparse-rewards.ts";

/** Fewer may be chance. */
const FEWEST_EVENTS = 5;
/** Share of all events that lie one row off the end. */
const MOST_EVENTS = 0.9;

/**
 * Where a reward is paid once an episode, at the end, a shift of the column by a row moves it into the first row of the
 * next episode or into the row before the last. Fires where nine tenths of the events stand there and none in a last row.
 */
export function checkTerminalRewardOffset(dataset: Dataset): Finding[] {
  const sparse = sparseRewards(dataset.rewards);
  const episodes = dataset.episodes.filter(({ start, end }) => end - start > 2);
  if (sparse === undefined || !endsAreTerminal(dataset)) return [];
  const firsts = episodes.map(({ start }) => start);
  const secondLasts = episodes.map(({ end }) => end - 2);
  const lasts = episodes.map(({ end }) => end - 1);
  if (eventsAmong(sparse, lasts).length > 0) return [];
  return [
    ...offsetFinding(sparse, eventsAmong(sparse, firsts), "first"),
    ...offsetFinding(sparse, eventsAmong(sparse, secondLasts), "second last"),
  ];
}

/** In at least half of the episodes. */
function endsAreTerminal({ episodes, terminated }: Dataset): boolean {
  return 2 * episodes.filter(({ end }) => terminated[end - 1] === 1).length >= episodes.length;
}

function eventsAmong({ events }: SparseRewards, rows: readonly number[]): number[] {
  return rows.filter((row) => events[row] === 1);
}

function offsetFinding({ events }: SparseRewards, rows: readonly number[], place: string): Finding[] {
  const all = events.reduce((sum, event) => sum + event, 0);
  if (rows.length < FEWEST_EVENTS || rows.length < MOST_EVENTS * all) return [];
  const late = place === "first";
  return [
    {
      code: "terminal-reward-offset",
      severity: "warning",
      column: "rewards",
      rows: rows.slice(0, LISTED_ROWS),
      message:
        `${percent(rows.length / all)} of the ${count(all, "special reward")} stand in the ${place} row of an episode and ` +
        "none in a last one, although episodes terminate",
      evidence: { specialRewards: all, offByOne: rows.length },
      consequence: late
        ? "what an episode was paid for is credited to the next one"
        : "the action that ended the task is not credited with what it earned",
      remedy: `shift rewards by one row ${late ? "up" : "down"}, and check how the log was written`,
    },
  ];
}
