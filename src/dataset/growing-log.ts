import { completeDataset, type Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { checkDiscount } from "./discount.ts";
import { Findings } from "./findings.ts";
import { growingRows } from "./growing-rows.ts";
import { checkTransition, type LoggedTransition } from "./logged-transition.ts";
import { gatherTransitions } from "./minibatch.ts";
import { minibatchPart } from "./minibatch-part.ts";
import { checkReturnSteps } from "./multi-step.ts";
import { refuseUnknownName } from "./options.ts";
import { type RecentRows, recentRows } from "./recent-rows.ts";
import { commonRange, rangeOf, rewardRange } from "./reward-range.ts";
import type { DatasetSpec } from "./spec.ts";
import type { TransitionSource } from "./transition-source.ts";

export interface GrowingLogOptions {
  /** Transitions that are kept of those appended, an integer of at least 1; older ones are dropped. Default: all. */
  readonly capacity?: number;
}

/** Transitions that are met one after another, to learn from while they are. */
export interface GrowingLog extends TransitionSource {
  /** How many of the appended transitions are there. */
  readonly rows: number;
  /**
   * Appends a transition, copied, in amortized constant time. A transition with both flags is terminated. Its reward is
   * the environment's own and is scaled as `spec.rewardScaling` says.
   *
   * Throws a DatasetError that names the field that does not fit the spec, where the observation is not the
   * nextObservation of the transition before although no flag ended its episode, and where transitions with and without
   * behaviorLogProbability meet.
   */
  append(transition: LoggedTransition): void;
  /**
   * The appended transitions as a dataset, copied. Throws a DatasetError where there are none. The oldest may belong to an
   * episode whose start was dropped, and the newest counts as truncated where its episode goes on.
   */
  toDataset(): Dataset;
}

/**
 * A log that grows, for learning that starts offline and goes on online: minibatches are drawn uniformly from the
 * transitions of `start`, where that is a dataset, and from all that was appended and is kept. Where the two are to have
 * fixed shares, start from `dataset.spec` and mix by `mixDatasets`.
 *
 * The spec stays that of `start`, since what is being learned was made for it.
 */
export function growingLog(start: Dataset | DatasetSpec, options: GrowingLogOptions = {}): GrowingLog {
  const capacity = checkCapacity(options);
  const dataset = "transitions" in start ? start : undefined;
  const spec = "transitions" in start ? start.spec : start;
  const draw = growingRows(dataset);
  let appended: RecentRows | undefined;
  let drawn = new Int32Array(0);
  const rows = (): number => (appended ? appended.end - appended.start : 0);
  return {
    spec,
    get rows() {
      return rows();
    },
    get rewardRange() {
      const appendedRewards = appended?.columns.rewards.subarray(appended.start, appended.end);
      return commonRange([
        ...(dataset ? [rewardRange(dataset)] : []),
        ...(appendedRewards ? [rangeOf(appendedRewards)] : []),
      ]);
    },
    append(transition) {
      checkTransition(transition, spec);
      if (appended) checkFollows(appended, transition, spec);
      else
        appended = recentRows(
          { spec, has: (name) => name === "nextObservations" || hasLogProbability(transition) },
          capacity,
        );
      appended.append(transition);
    },
    drawMinibatch(sampling, batch) {
      const { discount, returnSteps = 1 } = sampling;
      checkDiscount(discount);
      checkReturnSteps(returnSteps, dataset === undefined || dataset.episodes.length > 0);
      const size = batch.rewards.length;
      if (drawn.length !== size) drawn = new Int32Array(size);
      const middle = draw(sampling, appended, batch, drawn);
      if (dataset) {
        const part = minibatchPart(batch, 0, middle);
        gatherTransitions(dataset, drawn.subarray(0, middle), discount, returnSteps, part);
      }
      if (appended) {
        const part = minibatchPart(batch, middle, size);
        const columns = { spec, rows: appended.end, ...appended.columns };
        gatherTransitions(columns, drawn.subarray(middle), discount, returnSteps, part);
      }
    },
    toDataset() {
      if (appended === undefined) throw new DatasetError("a dataset must have at least one row; got 0");
      const columns = appended.copy();
      const last = columns.truncated.length - 1;
      if (columns.terminated[last] === 0) columns.truncated[last] = 1;
      return completeDataset(columns, spec, true, new Findings());
    },
  };
}

function checkCapacity(options: GrowingLogOptions): number {
  refuseUnknownName("option", options, ["capacity"]);
  const { capacity } = options;
  if (capacity === undefined) return Infinity;
  if (Number.isSafeInteger(capacity) && capacity >= 1) return capacity;
  throw new DatasetError(`capacity must be an integer of at least 1; got ${capacity}`);
}

function hasLogProbability({ behaviorLogProbability }: LoggedTransition): boolean {
  return behaviorLogProbability !== undefined;
}

function checkFollows(
  { columns, end }: RecentRows,
  transition: LoggedTransition,
  { observationSize }: DatasetSpec,
): void {
  const known = columns.behaviorLogProbabilities !== undefined;
  if (hasLogProbability(transition) !== known) {
    const rule = known ? "be given" : "not be given";
    throw new DatasetError(`behaviorLogProbability must ${rule}, as with the first transition`);
  }
  const last = end - 1;
  if (columns.terminated[last] === 1 || columns.truncated[last] === 1) return;
  const expected = columns.nextObservations!.subarray(last * observationSize, end * observationSize);
  const odd = expected.findIndex((value, i) => value !== transition.observation[i]);
  if (odd < 0) return;
  throw new DatasetError(
    `observation[${odd}] must be ${expected[odd]}, the nextObservation of the transition before, whose episode no flag ` +
      `ended; got ${transition.observation[odd]}`,
  );
}
