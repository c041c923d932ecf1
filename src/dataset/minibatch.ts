import type { RandomStream } from "../kernels/random.ts";
import { typeName } from "../kernels/shape.ts";
import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { checkDiscount } from "./discount.ts";
import {
  checkReturnSteps,
  gatherReturns,
  goesOn,
  hasNext,
  type StepColumns,
  usesEnds,
} from "./multi-step.ts";
import { checkNextActions, rowsWithNextAction } from "./next-actions.ts";
import { checkSequenceLength, fillRun } from "./sequences.ts";
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
  /** The log's actions in the next states, as `actions`, where asked for; of a terminated row its own, whose weight is 0. */
  readonly nextActions?: Int32Array | Float32Array;
  /** f32[B], where asked for: 1 where the next row of the minibatch is the next step of the same episode, else 0. */
  readonly continues?: Float32Array;
}

/** Fills `rows` with transitions of the dataset, drawn uniformly with replacement. */
export function sampleTransitions(dataset: Dataset, random: RandomStream, rows: Int32Array): void {
  sampleRows(dataset.transitions, random, rows);
}

function sampleRows(transitions: Int32Array, random: RandomStream, rows: Int32Array): void {
  checkTransitions(transitions);
  for (let i = 0; i < rows.length; i++) rows[i] = transitions[random.integer(transitions.length)]!;
}

function checkTransitions({ length }: Int32Array): void {
  if (length === 0) throw new DatasetError("the dataset has no transitions to sample");
}

/**
 * Draws transitions into `rows` and gathers them into `batch`: `sampleTransitions`, then `fillMinibatch`, with arrays
 * unchecked. With `sequenceLength` starts are drawn as transitions are.
 */
export function drawMinibatch(
  dataset: Dataset,
  sampling: MinibatchSampling,
  rows: Int32Array,
  batch: Minibatch,
): void {
  const { discount, returnSteps = 1 } = sampling;
  checkDiscount(discount);
  if (returnSteps !== 1) checkReturnSteps(returnSteps, dataset.episodes.length > 0);
  drawRows(dataset, sampling, rows, batch);
  gatherTransitions(dataset, rows, discount, returnSteps, batch);
}

function drawRows(
  dataset: Dataset,
  { random, sequenceLength }: MinibatchSampling,
  rows: Int32Array,
  batch: Minibatch,
): void {
  const transitions = batch.nextActions ? rowsWithNextAction(dataset) : dataset.transitions;
  if (sequenceLength === undefined) sampleRows(transitions, random, rows);
  else {
    checkSequenceLength(sequenceLength, rows.length, dataset.episodes.length > 0);
    sampleRuns({ dataset, transitions, isEndUsed: usesEnds(dataset, batch) }, random, sequenceLength, rows);
  }
}

interface RunSource {
  readonly dataset: Dataset;
  readonly transitions: Int32Array;
  readonly isEndUsed: boolean;
}

function sampleRuns(
  { dataset, transitions, isEndUsed }: RunSource,
  random: RandomStream,
  length: number,
  rows: Int32Array,
): void {
  checkTransitions(transitions);
  const steps = {
    draw: () => transitions[random.integer(transitions.length)]!,
    goesOn: (row: number) => goesOn(dataset, row, isEndUsed),
  };
  for (let start = 0; start < rows.length; start += length) {
    fillRun(rows, start, length, steps.draw(), steps);
  }
}

/**
 * Gathers the transitions `rows` into `batch`, in place: discounts[i] = discount · (1 − terminated). With `returnSteps` = n
 * above 1 a transition leads over the n steps from its row, or fewer at the end of the episode: rewards[i] = Σ γᵏ rₖ,
 * discounts[i] = γᵐ (1 − terminated) after m steps, and the successor is that of the last step.
 * Throws a DatasetError when an array of `batch` has another size than `rows` need or its actions another type, when a
 * row is not one of `dataset.transitions` or has no next action where `batch` asks for it, when `discount` lies outside
 * [0, 1], and for several steps, next actions or `continues` of rows that are not in time order.
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
  checkActions("actions", dataset, batch.actions, rows.length * actionSize(actions));
  checkLength("rewards", batch.rewards, rows.length);
  checkLength("discounts", batch.discounts, rows.length);
  checkLength("nextObservations", batch.nextObservations, rows.length * observationSize);
  if (batch.nextActions) {
    checkNextActions(dataset.episodes.length > 0);
    checkActions("nextActions", dataset, batch.nextActions, rows.length * actionSize(actions));
  }
  if (batch.continues) {
    checkSequenceLength(1, rows.length, dataset.episodes.length > 0);
    checkLength("continues", batch.continues, rows.length);
  }
  checkRows(dataset, rows, batch);
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
  let lasts = rows;
  if (returnSteps > 1) lasts = gatherReturns(columns, rows, discount, returnSteps, batch);
  else {
    gatherEntries(columns.rewards, rows, batch.rewards);
    fillDiscounts(columns, rows, discount, batch.discounts);
  }
  gatherSuccessors(columns, lasts, batch.nextObservations);
  if (batch.nextActions) gatherActions(columns, following(columns, lasts), batch.nextActions);
  if (batch.continues) fillContinues(columns, rows, batch.continues);
}

function checkLength(name: string, out: ArrayLike<number>, expected: number): void {
  if (out.length !== expected) {
    throw new DatasetError(`${name} of the minibatch must have ${expected} values; got ${out.length}`);
  }
}

function checkActions(name: string, { actions }: Dataset, out: Values, length: number): void {
  checkLength(name, out, length);
  const [expected, got] = [typeName(actions), typeName(out)];
  if (got !== expected) {
    throw new DatasetError(`${name} of the minibatch must be a ${expected}, as the dataset's; got ${got}`);
  }
}

function checkRows(dataset: Dataset, rows: Int32Array, batch: Minibatch): void {
  for (let i = 0; i < rows.length; i++) {
    if (!isTransition(dataset, rows[i]!)) {
      throw new DatasetError(`rows[${i}] must be one of the dataset's transitions; got row ${rows[i]}`);
    }
    if (batch.nextActions && !hasNext(dataset, rows[i]!)) {
      throw new DatasetError(
        `rows[${i}] must have a next action in the log; got row ${rows[i]}, the last one`,
      );
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

/** The next rows; of a terminated one itself. */
function following({ terminated }: TransitionColumns, rows: Int32Array): Int32Array {
  return rows.map((row) => row + 1 - terminated[row]!);
}

function fillContinues(columns: TransitionColumns, rows: Int32Array, out: Float32Array): void {
  for (let i = 0; i < rows.length; i++) {
    const isNext = rows[i + 1] === rows[i]! + 1 && goesOn(columns, rows[i]!, true);
    out[i] = isNext ? 1 : 0;
  }
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
