import type { Dataset } from "../dataset.ts";
import type { Finding } from "./finding.ts";
import { numberText } from "./numbers.ts";
import { explainedVariance, type Inputs, weightCount } from "./reward-fit.ts";
import { continues, rowsWhere } from "./rows.ts";
import { evenly } from "./sample.ts";
import { sparseRewards } from "./sparse-rewards.ts";

type Lag = -1 | 0 | 1;

/** What a reward that belongs to the step of another row may depend on. */
interface Explanation extends Inputs {
  readonly lag: Lag;
}

/** By one state, before or after the step: what depends on it fits no neighboring state as well. */
const oneState: readonly Explanation[] = [
  { lag: -1, states: [-1], actions: [-1] },
  { lag: 0, states: [0], actions: [0] },
  { lag: 0, states: [1], actions: [] },
  { lag: 1, states: [1], actions: [1] },
  { lag: 1, states: [2], actions: [] },
];

/** By the whole step, for what depends on both of its states. */
const wholeStep: readonly Explanation[] = [
  { lag: -1, states: [-1, 0], actions: [-1] },
  { lag: 0, states: [0, 1], actions: [0] },
  { lag: 1, states: [1, 2], actions: [1] },
];

const MOST_ROWS = 20_000;
/** Multiplications of one fit: a fraction of a second. */
const MOST_WORK = 2e8;
/** Rows for each weight below which the fit says nothing. */
const ROWS_PER_WEIGHT = 8;
/** Another lag must explain at least half of the variance, and leave at most half as much unexplained as lag 0. */
const GOOD_FIT = 0.5;
const CLEAR_FACTOR = 0.5;

/**
 * Which step do rewards on a scale belong to: that of their own row, of the row before or of the row after? Rewards that a
 * file shifted by a row fit another step better (d3rlpy issues 98 and 166). A reward of the state alone cannot be told to be
 * one row early or late, as the state after a step is the one before the next.
 */
export function checkRewardLags(dataset: Dataset): Finding[] {
  if (sparseRewards(dataset.rewards) || dataset.rewards.every((reward) => reward === dataset.rewards[0]))
    return [];
  const all = innerRows(dataset);
  const width = Math.max(...wholeStep.map((explanation) => weightCount(dataset, explanation)));
  const rows = evenly(all.length, Math.min(MOST_ROWS, MOST_WORK / (width * width))).map(
    (index) => all[index]!,
  );
  if (rows.length < ROWS_PER_WEIGHT * width) return [];
  return [oneState, wholeStep].flatMap((family) => shifted(dataset, rows, family)).slice(0, 1);
}

/** Rows with a row before and two rows after them in their episode. */
function innerRows(dataset: Dataset): Int32Array {
  if (dataset.episodes.length === 0) return new Int32Array(0);
  return rowsWhere(
    dataset.rows,
    (row) => continues(dataset, row - 1) && continues(dataset, row) && continues(dataset, row + 1),
  );
}

function shifted(dataset: Dataset, rows: Int32Array, family: readonly Explanation[]): Finding[] {
  const fits = family.map((explanation) => explainedVariance(dataset, rows, explanation));
  const bestOf = (lag: Lag): number => Math.max(...fits.filter((_, i) => family[i]!.lag === lag));
  const byLag = [bestOf(-1), bestOf(0), bestOf(1)] as const;
  const lag = byLag[0] > byLag[2] ? -1 : 1;
  const best = byLag[1 + lag]!;
  const clear = best >= GOOD_FIT && 1 - best <= CLEAR_FACTOR * (1 - byLag[1]);
  return clear ? [finding(rows.length, byLag, lag)] : [];
}

function finding(rows: number, fits: readonly number[], lag: Lag): Finding {
  const late = lag < 0;
  return {
    code: "misaligned-rewards",
    severity: "warning",
    column: "rewards",
    message:
      `rewards fit the row ${late ? "before" : "after"} theirs better than their own: its state and action explain ` +
      `${numberText(fits[lag + 1]!)} of their variance, those of their own row ${numberText(fits[1]!)}`,
    evidence: { rows, bestLag: lag, lags: [-1, 0, 1], explainedVariance: fits },
    consequence: `an action is paid for what the one ${late ? "before" : "after"} it did: values are learned for the wrong actions`,
    remedy: `shift rewards by one row ${late ? "up" : "down"} inside each episode, and check how the log was written`,
  };
}
