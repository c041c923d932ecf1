import type { Dataset } from "../dataset.ts";
import type { Finding } from "./finding.ts";
import { leastSquares, type Matrix, predictions } from "./least-squares.ts";
import { numberText } from "./numbers.ts";
import { continues, rowsWhere } from "./rows.ts";
import { evenly, mean } from "./sample.ts";
import { sparseRewards } from "./sparse-rewards.ts";

const lags = [-1, 0, 1] as const;

/** More components than this make a fit of minutes. */
const MOST_COMPONENTS = 128;
const MOST_ROWS = 20_000;
/** Rows for each weight below which the fit says nothing. */
const ROWS_PER_WEIGHT = 4;
/** Another lag must explain at least half of the variance, and leave at most half as much unexplained as lag 0. */
const GOOD_FIT = 0.5;
const CLEAR_FACTOR = 0.5;

/**
 * Which step do rewards on a scale belong to? R² of r_t from (s, a, s′) of the row before, the row itself and the row after:
 * a sum of parabolas in all components, fitted to every second row and tested on the others. Rewards that a file shifted by
 * one row fit another step better than their own (d3rlpy issues 98 and 166).
 */
export function checkRewardLags(dataset: Dataset): Finding[] {
  const width = 1 + 2 * (2 * dataset.spec.observationSize + actionWidth(dataset));
  if (width > 2 * MOST_COMPONENTS || sparseRewards(dataset.rewards) || isConstant(dataset.rewards)) return [];
  const rows = innerRows(dataset);
  if (rows.length < 2 * ROWS_PER_WEIGHT * width) return [];
  const fits = lags.map((lag) => explained(dataset, rows, lag));
  const best = fits.indexOf(Math.max(...fits));
  const lag = lags[best]!;
  const clear = fits[best]! >= GOOD_FIT && 1 - fits[best]! <= CLEAR_FACTOR * (1 - fits[1]!);
  return lag !== 0 && clear ? [finding(rows.length, fits, lag)] : [];
}

function isConstant(rewards: Float32Array): boolean {
  return rewards.every((reward) => reward === rewards[0]);
}

function actionWidth({ spec }: Dataset): number {
  return spec.actions.kind === "discrete" ? spec.actions.count : spec.actions.size;
}

/** Rows with a row before and two rows after them in their episode. */
function innerRows(dataset: Dataset): Int32Array {
  if (dataset.episodes.length === 0) return new Int32Array(0);
  const all = rowsWhere(
    dataset.rows,
    (row) => continues(dataset, row - 1) && continues(dataset, row) && continues(dataset, row + 1),
  );
  return evenly(all.length, MOST_ROWS).map((index) => all[index]!);
}

/** R² on the rows that the fit has not seen; less than 0 where it is worse than their mean. */
function explained(dataset: Dataset, rows: Int32Array, lag: number): number {
  const half = (parity: number): Int32Array => rows.filter((_, i) => i % 2 === parity);
  const [fitted, tested] = [half(0), half(1)];
  const targets = (of: Int32Array): Float64Array => Float64Array.from(of, (row) => dataset.rewards[row]!);
  const weights = leastSquares(features(dataset, fitted, lag), targets(fitted));
  const expected = targets(tested);
  const found = predictions(features(dataset, tested, lag), weights);
  const center = mean(expected);
  const unexplained = mean(expected.map((value, i) => (value - found[i]!) * (value - found[i]!)));
  const variance = mean(expected.map((value) => (value - center) * (value - center)));
  return variance > 0 ? 1 - unexplained / variance : 0;
}

/** 1, then z and z² of every component of the state before, the state after and the action of row + lag. */
function features(dataset: Dataset, rows: Int32Array, lag: number): Matrix {
  const { spec, observations } = dataset;
  const size = spec.observationSize;
  const width = 1 + 2 * (2 * size + actionWidth(dataset));
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, index) => {
    let at = index * width;
    const push = (z: number): void => {
      values[at++] = z;
      values[at++] = z * z;
    };
    values[at++] = 1;
    for (let i = 0; i < 2 * size; i++) {
      const std = spec.observationStd[i % size]!;
      const value = observations[(row + lag) * size + i]!;
      push(std > 0 ? (value - spec.observationMean[i % size]!) / std : 0);
    }
    for (const component of actionOf(dataset, row + lag)) push(component);
  });
  return { values, rows: rows.length, width };
}

function actionOf({ actions, spec }: Dataset, row: number): ArrayLike<number> & Iterable<number> {
  if (spec.actions.kind === "continuous") {
    return actions.subarray(row * spec.actions.size, (row + 1) * spec.actions.size);
  }
  return Array.from({ length: spec.actions.count }, (_, action) => Number(actions[row] === action));
}

function finding(rows: number, fits: readonly number[], lag: number): Finding {
  const late = lag < 0;
  return {
    code: "misaligned-rewards",
    severity: "warning",
    column: "rewards",
    message:
      `rewards fit the row ${late ? "before" : "after"} theirs better than their own: state, action and next state explain ` +
      `${numberText(fits[lag + 1]!)} of their variance there, ${numberText(fits[1]!)} in their own row`,
    evidence: { rows, bestLag: lag, lags: [...lags], explainedVariance: fits },
    consequence: `an action is paid for what the one ${late ? "before" : "after"} it did: values are learned for the wrong actions`,
    remedy: `shift rewards by one row ${late ? "up" : "down"} inside each episode, and check how the log was written`,
  };
}
