import type { RandomStream } from "../kernels/random.ts";
import { typeName } from "../kernels/shape.ts";
import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { checkDiscount } from "./discount.ts";
import type { MinibatchSampling } from "./transition-source.ts";

/** B transitions, row-major; n = observationSize. */
export interface Minibatch {
  /** f32[B × n] */
  readonly observations: Float32Array;
  /** Discrete: i32[B]. Continuous: f32[B × size]. */
  readonly actions: Int32Array | Float32Array;
  /** f32[B] */
  readonly rewards: Float32Array;
  /** f32[B], γ (1 − terminated): the weight of the successor's value. */
  readonly discounts: Float32Array;
  /** f32[B × n]. In a terminated row whose successor is not stored it repeats the observation; its weight is 0. */
  readonly nextObservations: Float32Array;
}

/** Fills `rows` with transitions of the dataset, drawn uniformly with replacement. */
export function sampleTransitions(dataset: Dataset, random: RandomStream, rows: Int32Array): void {
  const { transitions } = dataset;
  if (transitions.length === 0) throw new DatasetError("the dataset has no transitions to sample");
  for (let i = 0; i < rows.length; i++) rows[i] = transitions[random.integer(transitions.length)]!;
}

/** Draws transitions into `rows` and gathers them into `batch`: `sampleTransitions`, then `fillMinibatch`, unchecked. */
export function drawMinibatch(
  dataset: Dataset,
  { random, discount }: MinibatchSampling,
  rows: Int32Array,
  batch: Minibatch,
): void {
  sampleTransitions(dataset, random, rows);
  gatherTransitions(dataset, rows, discount, batch);
}

/**
 * Gathers the transitions `rows` into `batch`, in place: discounts[i] = discount · (1 − terminated).
 * Throws a DatasetError when an array of `batch` has another size than `rows` need or its actions another type, when a
 * row is not one of `dataset.transitions`, or when `discount` lies outside [0, 1].
 */
export function fillMinibatch(dataset: Dataset, rows: Int32Array, discount: number, batch: Minibatch): void {
  const { observationSize, actions } = dataset.spec;
  const actionSize = actions.kind === "discrete" ? 1 : actions.size;
  checkDiscount(discount);
  checkLength("observations", batch.observations, rows.length * observationSize);
  checkLength("actions", batch.actions, rows.length * actionSize);
  checkActionType(dataset, batch);
  checkLength("rewards", batch.rewards, rows.length);
  checkLength("discounts", batch.discounts, rows.length);
  checkLength("nextObservations", batch.nextObservations, rows.length * observationSize);
  checkRows(dataset, rows);
  gatherTransitions(dataset, rows, discount, batch);
}

function gatherTransitions(dataset: Dataset, rows: Int32Array, discount: number, batch: Minibatch): void {
  const { observationSize } = dataset.spec;
  gatherRows(dataset.observations, rows, observationSize, batch.observations);
  gatherActions(dataset, rows, batch.actions);
  gatherEntries(dataset.rewards, rows, batch.rewards);
  fillDiscounts(dataset, rows, discount, batch.discounts);
  const { nextObservations } = dataset;
  if (nextObservations) gatherRows(nextObservations, rows, observationSize, batch.nextObservations);
  else gatherFollowing(dataset, rows, batch.nextObservations);
}

function checkLength(name: string, out: ArrayLike<number>, expected: number): void {
  if (out.length !== expected) {
    throw new DatasetError(`${name} of the minibatch must have ${expected} values; got ${out.length}`);
  }
}

function checkActionType({ actions }: Dataset, batch: Minibatch): void {
  const [expected, got] = [typeName(actions), typeName(batch.actions)];
  if (got !== expected) {
    throw new DatasetError(`actions of the minibatch must be a ${expected}, as the dataset's; got ${got}`);
  }
}

function checkRows(dataset: Dataset, rows: Int32Array): void {
  for (let i = 0; i < rows.length; i++) {
    if (!isTransition(dataset, rows[i]!)) {
      throw new DatasetError(`rows[${i}] must be one of the dataset's transitions; got row ${rows[i]}`);
    }
  }
}

/** The last row of an episode has one of the flags. */
function isTransition({ rows, terminated, truncated, nextObservations }: Dataset, row: number): boolean {
  const exists = row >= 0 && row < rows;
  return exists && (nextObservations !== undefined || terminated[row] === 1 || truncated[row] === 0);
}

type Values = Float32Array | Int32Array;

// A loop that has seen two types of array is several times slower, so columns of float32 rows have one of their own.

function gatherActions({ actions, spec }: Dataset, rows: Int32Array, out: Values): void {
  const width = spec.actions.kind === "discrete" ? 1 : spec.actions.size;
  if (actions instanceof Float32Array && out instanceof Float32Array) gatherRows(actions, rows, width, out);
  else gatherEntries(actions, rows, out);
}

function gatherEntries(column: Values, rows: Int32Array, out: Values): void {
  for (let i = 0; i < rows.length; i++) out[i] = column[rows[i]!]!;
}

function gatherRows(column: Float32Array, rows: Int32Array, width: number, out: Float32Array): void {
  for (let i = 0; i < rows.length; i++) copyRow(column, rows[i]! * width, width, out, i * width);
}

/** Widest row that a loop copies faster than `set`, which needs a view for each row (they cross near 28, Node 20). */
const LOOP_WIDTH = 24;

function copyRow(column: Float32Array, from: number, width: number, out: Float32Array, to: number): void {
  if (width > LOOP_WIDTH) out.set(column.subarray(from, from + width), to);
  else for (let i = 0; i < width; i++) out[to + i] = column[from + i]!;
}

function fillDiscounts({ terminated }: Dataset, rows: Int32Array, discount: number, out: Float32Array): void {
  for (let i = 0; i < rows.length; i++) out[i] = terminated[rows[i]!] === 1 ? 0 : discount;
}

/** The observation of the next row; of the row itself where the task ended. */
function gatherFollowing(
  { observations, terminated, spec }: Dataset,
  rows: Int32Array,
  out: Float32Array,
): void {
  const width = spec.observationSize;
  for (let i = 0; i < rows.length; i++) {
    const following = rows[i]! + 1 - terminated[rows[i]!]!;
    copyRow(observations, following * width, width, out, i * width);
  }
}
