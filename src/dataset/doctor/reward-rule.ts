import type { Dataset } from "../dataset.ts";
import { DatasetError } from "../dataset-error.ts";
import { actionSize } from "../spec.ts";
import { type Finding, LISTED_ROWS } from "./finding.ts";
import { count } from "./numbers.ts";
import type { ResolvedDoctorOptions, RewardFunction } from "./options.ts";

/** Relative to the larger of 1 and the reward: float32 states rounded once more. */
const TOLERANCE = 1e-4;

const lags = [0, -1, 1] as const;

/**
 * Compares the rewards with the rule that they should follow, where the caller gives it. If they follow it for the row
 * before or after theirs, they are shifted. Three rewards of a thousand that are one row off show in no statistic.
 */
export function checkRewardRule(dataset: Dataset, { reward }: ResolvedDoctorOptions): Finding[] {
  if (reward === undefined) return [];
  const expected = expectedRewards(dataset, reward);
  const [own, ...shifted] = lags.map((lag) => ({ lag, ...compare(dataset, expected, lag) }));
  if (own === undefined || own.wrong.length === 0) return [];
  const better = shifted.find(({ compared, wrong }) => wrong.length === 0 && 2 * compared >= own.compared);
  return [finding(dataset, expected, own.wrong, better?.lag)];
}

/** NaN where the successor of a row is not known. */
function expectedRewards(dataset: Dataset, reward: RewardFunction): Float64Array {
  const { spec, observations, nextObservations, actions, terminated, rows } = dataset;
  const size = spec.observationSize;
  const width = actionSize(spec.actions);
  const state = (column: Float32Array, row: number): Float32Array =>
    column.subarray(row * size, (row + 1) * size);
  const expected = new Float64Array(rows).fill(Number.NaN);
  for (const row of dataset.transitions) {
    if (nextObservations === undefined && terminated[row] === 1) continue;
    const next = nextObservations ? state(nextObservations, row) : state(observations, row + 1);
    const rule = reward(state(observations, row), actions.subarray(row * width, (row + 1) * width), next);
    if (!Number.isFinite(rule)) throw new DatasetError(`reward must be finite for row ${row}; got ${rule}`);
    expected[row] = rule;
  }
  return expected;
}

/** Rows whose reward is not the one that the rule gives for the row `lag` rows on, inside episodes, of how many. */
function compare(
  { rewards, episodes, rows }: Dataset,
  expected: Float64Array,
  lag: number,
): { readonly compared: number; readonly wrong: readonly number[] } {
  const wrong: number[] = [];
  let compared = 0;
  for (const { start, end } of episodes.length > 0 ? episodes : [{ start: 0, end: rows }]) {
    for (let row = Math.max(start, start - lag); row < Math.min(end, end - lag); row++) {
      const rule = expected[row + lag]!;
      if (Number.isNaN(rule)) continue;
      compared++;
      if (Math.abs(rewards[row]! - rule) > TOLERANCE * Math.max(1, Math.abs(rule))) wrong.push(row);
    }
  }
  return { compared, wrong };
}

function finding(
  { rewards, rows }: Dataset,
  expected: Float64Array,
  wrong: readonly number[],
  lag: number | undefined,
): Finding {
  const [first = 0] = wrong;
  const shifted = lag === undefined ? "" : `; all of them fit the row ${lag < 0 ? "before" : "after"}`;
  return {
    code: lag === undefined ? "reward-mismatch" : "misaligned-rewards",
    severity: "error",
    column: "rewards",
    rows: wrong.slice(0, LISTED_ROWS),
    message:
      `${count(wrong.length, "reward")} of ${rows} differ from what the given rule says, the first is ` +
      `rewards[${first}] = ${rewards[first]} instead of ${expected[first]}${shifted}`,
    evidence: { mismatches: wrong.length, firstRow: first, ...(lag !== undefined && { lag }) },
    consequence: "values are learned for another task, or for the wrong actions",
    remedy:
      lag === undefined
        ? "compute the rewards again from state, action and next state, or correct the rule"
        : `shift rewards by one row ${lag < 0 ? "up" : "down"} inside each episode`,
  };
}
