import type { Dataset } from "../dataset.ts";
import { boundaryError, relevantComponents } from "./event-boundary.ts";
import { type Finding, LISTED_ROWS } from "./finding.ts";
import { percent } from "./numbers.ts";
import { continues, rowsWhere } from "./rows.ts";
import { evenly } from "./sample.ts";
import { type SparseRewards, sparseRewards } from "./sparse-rewards.ts";

/** Which state a reward marks: that of the row before, of its own row, after its step, or one step later. */
const offsets = [-1, 0, 1, 2] as const;

type Offset = (typeof offsets)[number];

const MOST_CHANGES = 400;
/** Changes in each direction below which chance decides. */
const FEWEST_CHANGES = 20;
/** A boundary that misplaces more states than this is no boundary. */
const GOOD_ERROR = 0.1;
/** The second best boundary must misplace more states than the best, by this share of all and by this factor. */
const CLEAR_MARGIN = 0.02;
const CLEAR_FACTOR = 2;

/**
 * Which state do rewards of the kind "1 inside the goal, else 0" mark? Where such a reward changes, the state crosses the
 * boundary of a region. With the right offset the states on either side of the changes lie on the two sides of one
 * boundary; with a wrong one, what goes in is moved one way and what comes out the other way, so that they mix. Silent
 * where states only go in or only come out, and where no boundary fits.
 *
 * D4RL's own maze2d files have such rewards: they were labeled by the state before the step.
 */
export function checkRewardEvents(dataset: Dataset): Finding[] {
  const sparse = sparseRewards(dataset.rewards);
  if (sparse === undefined) return [];
  const changes = changeRows(dataset, sparse);
  if (!hasBothDirections(sparse, changes)) return [];
  const components = relevantComponents(dataset, sparse);
  const errors = offsets.map((offset) => boundaryError(dataset, sparse, changes, offset, components));
  const best = errors.indexOf(Math.min(...errors));
  const offset = offsets[best]!;
  return offset === 1 || !winsClearly(errors, best) ? [] : [finding(changes, errors, offset)];
}

/** Rows whose label differs from the row before, with two more rows of the episode on either side. */
function changeRows(dataset: Dataset, { events }: SparseRewards): Int32Array {
  if (dataset.episodes.length === 0) return new Int32Array(0);
  const isInside = (row: number): boolean =>
    [row - 2, row - 1, row, row + 1].every((step) => continues(dataset, step));
  const found = rowsWhere(dataset.rows, (row) => events[row] !== events[row - 1] && isInside(row));
  return evenly(found.length, MOST_CHANGES).map((index) => found[index]!);
}

function hasBothDirections({ events }: SparseRewards, changes: Int32Array): boolean {
  const entries = changes.filter((row) => events[row] === 1).length;
  return Math.min(entries, changes.length - entries) >= FEWEST_CHANGES;
}

function winsClearly(errors: readonly number[], best: number): boolean {
  const least = errors[best]!;
  const others = errors.filter((_, index) => index !== best);
  return least <= GOOD_ERROR && others.every((error) => error >= CLEAR_FACTOR * least + CLEAR_MARGIN);
}

const marked: Readonly<Partial<Record<Offset, string>>> = {
  [-1]: "the observation of the row before",
  0: "the observation of their own row, from which the step starts",
  2: "the observation two rows on",
};

const shifts: Readonly<Partial<Record<Offset, string>>> = {
  [-1]: "two rows up",
  0: "one row up",
  2: "one row down",
};

function finding(changes: Int32Array, errors: readonly number[], offset: Offset): Finding {
  const error = (of: Offset): number => errors[offsets.indexOf(of)]!;
  return {
    code: "misaligned-rewards",
    severity: "warning",
    column: "rewards",
    rows: [...changes.subarray(0, LISTED_ROWS)],
    message:
      `rewards mark ${marked[offset]}, not the one that the step leads to: one boundary explains ` +
      `${percent(1 - error(offset))} of the states beside a change of reward, against ${percent(1 - error(1))}`,
    evidence: {
      changes: changes.length,
      bestOffset: offset,
      offsets: [...offsets],
      misplacedShares: errors,
    },
    consequence:
      offset > 1
        ? "an action is paid for what the next one does: values are learned for the wrong actions"
        : "the action that reaches the goal gets nothing and the one after it is paid: values are learned for the wrong actions",
    remedy:
      `shift rewards by ${shifts[offset]} inside each episode, or compute them again from the state after each step; if the ` +
      "reward is meant to depend on the state before the step alone, leave it",
  };
}
