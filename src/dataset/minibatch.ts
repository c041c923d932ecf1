import type { RandomStream } from "../kernels/random.ts";
import { typeName } from "../kernels/shape.ts";
import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { checkDiscount } from "./discount.ts";
import { checkReturnSteps, gatherReturns, type StepColumns } from "./multi-step.ts";
import { actionSize } from "./spec.ts";
import type { MinibatchSampling } from "./transition-source.ts";

/** B transitions, row-major; n = observationSize. */
export interface Minibatch {
  /** f32[B × n] */
  readonly observations: Float32Array;
  /** Discrete: i32[B]. Continuous: f32[B × size]. */
  readonly actions: Int32Array | Float32Array;
  /** f32[B]; with returns of several steps their discounted sum. */
  readonly rewards: Float32Array;
  /** f32[B], γ (1 − terminated): the weight of the successor's value; γᵐ (1 − terminated) after m steps. */
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

/** Draws transitions into `rows` and gathers them into `batch`: `sampleTransitions`, then `fillMinibatch`, with arrays unchecked. */
export function drawMinibatch(
  dataset: Dataset,
  { random, discount, returnSteps = 1 }: MinibatchSampling,
  rows: Int32Array,
  batch: Minibatch,
): void {
  checkDiscount(discount);
  if (returnSteps !== 1) checkReturnSteps(returnSteps, dataset.episodes.length > 0);
  sampleTransitions(dataset, random, rows);
  gatherTransitions(dataset, rows, discount, returnSteps, batch);
}

/**
 * Gathers the transitions `rows` into `batch`, in place: discounts[i] = discount · (1 − terminated). With `returnSteps` = n
 * above 1 a transition leads over the n steps from its row, or fewer at the end of the episode: rewards[i] = Σ γᵏ rₖ,
 * discounts[i] = γᵐ (1 − terminated) after m steps, and the successor is that of the last step.
 * Throws a DatasetError when an array of `batch` has another size than `rows` need or its actions another type, when a
 * row is not one of `dataset.transitions`, when `discount` lies outside [0, 1], and for several steps through rows that
 * are not in time order.
 */
export function fillMinibatch(
  dataset: Dataset,
  rows: Int32Array,
  discount: number,
  batch: Minibatch,
  returnSteps = 1,
): void {
  const { observationSize, actions } = dataset.spec;
  checkDiscount(discount);
  checkReturnSteps(returnSteps, dataset.episodes.length > 0);
  checkLength("observations", batch.observations, rows.length * observationSize);
  checkLength("actions", batch.actions, rows.length * actionSize(actions));
  checkActionType(dataset, batch);
  checkLength("rewards", batch.rewards, rows.length);
  checkLength("discounts", batch.discounts, rows.length);
  checkLength("nextObservations", batch.nextObservations, rows.length * observationSize);
  checkRows(dataset, rows);
  gatherTransitions(dataset, rows, discount, returnSteps, batch);
}

/** What is gathered; a log that grows has it too. */
export type TransitionColumns = StepColumns & Pick<Dataset, "spec" | "observations" | "actions">;

/** `fillMinibatch`, unchecked. */
export function gatherTransitions(
  columns: TransitionColumns,
  rows: Int32Array,
  discount: number,
  returnSteps: number,
  batch: Minibatch,
): void {
  gatherRows(columns.observations, rows, columns.spec.observationSize, batch.observations);
  gatherActions(columns, rows, batch.actions);
  if (returnSteps > 1) {
    gatherSuccessors(
      columns,
      gatherReturns(columns, rows, discount, returnSteps, batch),
      batch.nextObservations,
    );
  } else {
    gatherEntries(columns.rewards, rows, batch.rewards);
    fillDiscounts(columns, rows, discount, batch.discounts);
    gatherSuccessors(columns, rows, batch.nextObservations);
  }
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

function gatherActions({ actions, spec }: TransitionColumns, rows: Int32Array, out: Values): void {
  const width = actionSize(spec.actions);
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

function fillDiscounts(
  { terminated }: TransitionColumns,
  rows: Int32Array,
  discount: number,
  out: Float32Array,
): void {
  for (let i = 0; i < rows.length; i++) out[i] = terminated[rows[i]!] === 1 ? 0 : discount;
}

function gatherSuccessors(columns: TransitionColumns, rows: Int32Array, out: Float32Array): void {
  const { nextObservations, spec } = columns;
  if (nextObservations) gatherRows(nextObservations, rows, spec.observationSize, out);
  else gatherFollowing(columns, rows, out);
}

/** The observation of the next row; of the row itself where the task ended. */
function gatherFollowing(
  { observations, terminated, spec }: TransitionColumns,
  rows: Int32Array,
  out: Float32Array,
): void {
  const width = spec.observationSize;
  for (let i = 0; i < rows.length; i++) {
    const following = rows[i]! + 1 - terminated[rows[i]!]!;
    copyRow(observations, following * width, width, out, i * width);
  }
}
