import type { Dataset } from "../dataset.ts";
import { leastSquares, type Matrix, predictions } from "./least-squares.ts";
import { mean } from "./sample.ts";

/** What rewards may depend on, in rows from their own: the observations of some rows, and the actions of some. */
export interface Inputs {
  readonly states: readonly number[];
  readonly actions: readonly number[];
}

/** Where the slope of a curve may change, in standard deviations. */
const knots = [-1, 0, 1] as const;
const WEIGHTS_PER_COMPONENT = 2 + knots.length;

/** How many weights a fit has. */
export function weightCount({ spec }: Dataset, { states, actions }: Inputs): number {
  const actionSize = spec.actions.kind === "discrete" ? spec.actions.count : spec.actions.size;
  const observed = WEIGHTS_PER_COMPONENT * states.length * spec.observationSize;
  return 1 + observed + WEIGHTS_PER_COMPONENT * actions.length * actionSize;
}

/**
 * R² of a sum of curves, one in every component of the inputs: z, z² and a change of slope at −1, 0 and 1 deviations.
 * Fitted to every second row and tested on the others; less than 0 where it is worse than their mean.
 */
export function explainedVariance(dataset: Dataset, rows: Int32Array, inputs: Inputs): number {
  const half = (parity: number): Int32Array => rows.filter((_, i) => i % 2 === parity);
  const [fitted, tested] = [half(0), half(1)];
  const rewards = (of: Int32Array): Float64Array => Float64Array.from(of, (row) => dataset.rewards[row]!);
  const weights = leastSquares(features(dataset, fitted, inputs), rewards(fitted));
  const expected = rewards(tested);
  const found = predictions(features(dataset, tested, inputs), weights);
  const center = mean(expected);
  const unexplained = mean(expected.map((value, i) => (value - found[i]!) * (value - found[i]!)));
  const variance = mean(expected.map((value) => (value - center) * (value - center)));
  return variance > 0 ? 1 - unexplained / variance : 0;
}

function features(dataset: Dataset, rows: Int32Array, inputs: Inputs): Matrix {
  const width = weightCount(dataset, inputs);
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, index) => {
    values[index * width] = 1;
    let at = index * width + 1;
    const write = (z: number): void => {
      values[at++] = z;
      values[at++] = z * z;
      for (const knot of knots) values[at++] = Math.max(0, z - knot);
    };
    for (const state of inputs.states) writeState(dataset, row + state, write);
    for (const action of inputs.actions) writeAction(dataset, row + action, write);
  });
  return { values, rows: rows.length, width };
}

function writeState({ observations, spec }: Dataset, row: number, write: (z: number) => void): void {
  const { observationSize: size, observationMean, observationStd } = spec;
  for (let i = 0; i < size; i++) {
    const std = observationStd[i]!;
    write(std > 0 ? (observations[row * size + i]! - observationMean[i]!) / std : 0);
  }
}

/** A continuous action in units of half its range, a discrete one as one of its indicators. */
function writeAction({ actions, spec }: Dataset, row: number, write: (z: number) => void): void {
  if (spec.actions.kind === "discrete") {
    for (let action = 0; action < spec.actions.count; action++) write(Number(actions[row] === action));
    return;
  }
  const { size, low, high } = spec.actions;
  for (let i = 0; i < size; i++) {
    const width = high[i]! - low[i]!;
    write(width > 0 ? (2 * (actions[row * size + i]! - low[i]!)) / width - 1 : 0);
  }
}
