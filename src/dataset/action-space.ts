import { DatasetError } from "./dataset-error.ts";
import type { Findings } from "./findings.ts";
import type { ActionBounds, DatasetOptions } from "./options.ts";
import { finiteColumn, type RawColumns } from "./raw-columns.ts";
import type { ContinuousActions, DiscreteActions } from "./spec.ts";

/** The checked actions of a log and the space that they come from. */
export type ActionColumn =
  | { readonly space: DiscreteActions; readonly actions: Int32Array }
  | { readonly space: ContinuousActions; readonly actions: Float32Array };

const INT32_MAXIMUM = 2 ** 31 - 1;

/** A log with fewer rows than actions is believed up to here; beyond it the actions look like identifiers. */
const PLAUSIBLE_COUNT = 1000;

/**
 * Integer columns are discrete actions, and so are whole numbers in float columns where `actionCount` says so; others are
 * continuous. Throws a DatasetError for a value outside a discrete space, for one that is not finite, and for bounds of
 * discrete actions. Continuous actions outside given bounds are counted in a warning.
 */
export function actionColumn(columns: RawColumns, options: DatasetOptions, findings: Findings): ActionColumn {
  return columns.actions.integer || options.actionCount !== undefined
    ? discreteColumn(columns, options, findings)
    : continuousColumn(columns, options, findings);
}

function discreteColumn(columns: RawColumns, options: DatasetOptions, findings: Findings): ActionColumn {
  const { width } = columns.actions;
  const name = columns.naming.column("actions");
  if (options.actionBounds) throw new DatasetError(`actionBounds has no effect: ${name} are discrete`);
  if (width !== 1) {
    throw new DatasetError(`discrete ${name} must have one component a row; got ${width}`);
  }
  const labels = columns.actionLabels;
  const given = checkActionCount(options.actionCount) ?? labels?.length;
  const actions = actionIndices(columns, given ?? INT32_MAXIMUM + 1);
  const count = given ?? inferCount(actions, name, findings);
  return { actions, space: { kind: "discrete", count, ...(labels && { labels }) } };
}

function actionIndices({ actions: { values }, naming }: RawColumns, limit: number): Int32Array {
  const bad = values.findIndex((value: number) => !Number.isInteger(value) || value < 0 || value >= limit);
  if (bad >= 0) {
    const place = naming.value("actions", bad);
    throw new DatasetError(`${place} must be an integer from 0 to ${limit - 1}; got ${values[bad]}`);
  }
  return new Int32Array(values);
}

function checkActionCount(count: number | undefined): number | undefined {
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= INT32_MAXIMUM)) {
    throw new DatasetError(`actionCount must be an integer from 1 to ${INT32_MAXIMUM}; got ${count}`);
  }
  return count;
}

function inferCount(actions: Int32Array, name: string, findings: Findings): number {
  const count = actions.reduce((largest, action) => Math.max(largest, action), 0) + 1;
  if (count > Math.max(actions.length, PLAUSIBLE_COUNT)) {
    throw new DatasetError(
      `${name} must be indices from 0 on; got ${count - 1} in a log of ${actions.length} rows: pass ` +
        `{ actionCount: ${count} } if there are as many actions`,
    );
  }
  findings.note(
    "action-count-inferred",
    `actionCount = ${count} is the largest value of ${name} plus one; pass { actionCount } if there are more`,
  );
  return count;
}

function continuousColumn(columns: RawColumns, options: DatasetOptions, findings: Findings): ActionColumn {
  const { naming, actions: raw } = columns;
  const name = naming.column("actions");
  const actions = finiteColumn(columns, "actions", raw);
  const size = raw.width;
  if (options.actionBounds === undefined) {
    const { low, high } = inferBounds(actions, size, name, findings);
    return { actions, space: { kind: "continuous", size, low, high } };
  }
  const { low, high } = checkBounds(options.actionBounds, size);
  warnOutside(columns, actions, { low, high }, findings);
  return { actions, space: { kind: "continuous", size, low: [...low], high: [...high] } };
}

function checkBounds({ low, high }: ActionBounds, size: number): ActionBounds {
  if (low.length !== size || high.length !== size) {
    throw new DatasetError(
      `actionBounds must have ${size} entries, one for each action component; got ${low.length} and ${high.length}`,
    );
  }
  const bad = low.findIndex(
    (bound, i) => !(Number.isFinite(bound) && bound < high[i]! && Number.isFinite(high[i])),
  );
  if (bad >= 0) {
    throw new DatasetError(
      `actionBounds must be finite with low < high; got low[${bad}] = ${low[bad]}, high[${bad}] = ${high[bad]}`,
    );
  }
  return { low, high };
}

/** Bounds are rounded to float32 first, as the actions were: 0.1 must not lie outside [-0.1, 0.1]. */
function warnOutside(
  columns: RawColumns,
  actions: Float32Array,
  bounds: ActionBounds,
  findings: Findings,
): void {
  const low = new Float32Array(bounds.low);
  const high = new Float32Array(bounds.high);
  const size = low.length;
  const isOutside = (row: number): boolean => {
    for (let i = 0; i < size; i++) {
      const action = actions[row * size + i]!;
      if (action < low[i]! || action > high[i]!) return true;
    }
    return false;
  };
  let [outside, first] = [0, -1];
  for (let row = 0; row < columns.rows; row++) if (isOutside(row) && outside++ === 0) first = row;
  if (outside === 0) return;
  const action = actions.subarray(first * size, (first + 1) * size);
  findings.warn(
    "actions-out-of-bounds",
    `${columns.naming.column("actions")} lie outside actionBounds in ${outside} of ${columns.rows} rows, ` +
      `the first is ${columns.naming.value("actions", first)} = [${action}]`,
  );
}

function rangeOf(actions: Float32Array, size: number): ActionBounds {
  const low = actions.slice(0, size);
  const high = low.slice();
  for (let start = 0; start < actions.length; start += size) {
    for (let i = 0; i < size; i++) {
      const action = actions[start + i]!;
      if (action < low[i]!) low[i] = action;
      if (action > high[i]!) high[i] = action;
    }
  }
  return { low: Array.from(low), high: Array.from(high) };
}

function inferBounds(actions: Float32Array, size: number, name: string, findings: Findings): ActionBounds {
  const { low, high } = rangeOf(actions, size);
  findings.note(
    "action-bounds-inferred",
    `action bounds are the smallest and largest ${name} of the log, low = [${low}], high = [${high}]; ` +
      "pass { actionBounds } if the actions may lie further out",
  );
  const constant = low.findIndex((bound, i) => bound === high[i]);
  if (constant >= 0) {
    findings.warn("constant-action", `component ${constant} of ${name} is ${low[constant]} in every row`);
  }
  return { low, high };
}
