import type { Dataset } from "../dataset.ts";
import { componentStatistics } from "./component-statistics.ts";
import { type Finding, LISTED_ROWS } from "./finding.ts";
import { count, numberText } from "./numbers.ts";
import { evenly, quantile } from "./sample.ts";

/** Standard deviations from the mean; a normal variable never gets there. */
const FAR = 20;
/** What programs write where a number is missing. */
const placeholders: ReadonlySet<number> = new Set(
  [-99, 99, 999, 9999, 99999, 999999, 1e10, 1e20, 1e30].flatMap((value) => [
    Math.fround(value),
    Math.fround(-value),
  ]),
);
/** A component that has another value than its usual one in fewer rows is an event's, and measured by the other components. */
const RARE = 0.01;
const SAMPLE = 1001;
/** A placeholder lies further from all other values than they range. */
const GAP = 1;

interface Extreme {
  readonly component: number;
  readonly value: number;
  readonly rows: readonly number[];
}

/** Values of observations that stand for a missing number, such as −999, and those far away from all others. */
export function checkOutliers(dataset: Dataset): Finding[] {
  const components = Array.from({ length: dataset.spec.observationSize }, (_, i) => i);
  const standIns = components.flatMap((component) => placeholdersOf(dataset, component));
  const known = new Set(standIns.map(({ component }) => component));
  const far = components.filter((i) => !known.has(i)).flatMap((component) => outliersOf(dataset, component));
  return [
    ...(standIns.length > 0 ? [placeholderFinding(standIns)] : []),
    ...(far.length > 0 ? [outlierFinding(far, dataset)] : []),
  ];
}

/** The smallest or largest value, if it is a known one and lies apart. */
function placeholdersOf({ observations, spec }: Dataset, component: number): Extreme[] {
  const size = spec.observationSize;
  const { minimum, maximum } = componentStatistics(observations, size, component);
  return [minimum, maximum].flatMap((value) => {
    if (!placeholders.has(value) || minimum === maximum) return [];
    const { rows, low, high } = splitAt(observations, size, component, value);
    const gap = value < low ? low - value : value - high;
    return gap > GAP * (high - low) ? [{ component, value, rows }] : [];
  });
}

function splitAt(
  values: Float32Array,
  size: number,
  component: number,
  value: number,
): { readonly rows: number[]; readonly low: number; readonly high: number } {
  const rows: number[] = [];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = component; at < values.length; at += size) {
    const found = values[at]!;
    if (found === value) rows.push((at - component) / size);
    else [low, high] = [Math.min(low, found), Math.max(high, found)];
  }
  return { rows, low, high };
}

function outliersOf(dataset: Dataset, component: number): Extreme[] {
  const { observationStd } = dataset.spec;
  const std = observationStd[component]!;
  if (std === 0) return [];
  const far = beyond(dataset, component, FAR * std);
  if (far.length === 0 || !isRarelyOther(dataset, component)) return far;
  const widest = observationStd.reduce((most, other) => Math.max(most, other), 0);
  return beyond(dataset, component, Math.max(1, FAR * widest));
}

/** The values further than `limit` from the mean. */
function beyond({ observations, spec }: Dataset, component: number, limit: number): Extreme[] {
  const size = spec.observationSize;
  const mean = spec.observationMean[component]!;
  const rows: number[] = [];
  let value = mean;
  for (let at = component; at < observations.length; at += size) {
    const distance = Math.abs(observations[at]! - mean);
    if (distance <= limit) continue;
    rows.push((at - component) / size);
    if (distance > Math.abs(value - mean)) value = observations[at]!;
  }
  return rows.length > 0 ? [{ component, value, rows }] : [];
}

/** Whether it nearly always has one value, as the entries of one-hot vectors do, which lie far from it by nature. */
function isRarelyOther({ observations, rows, spec }: Dataset, component: number): boolean {
  const size = spec.observationSize;
  const sample = Float64Array.from(evenly(rows, SAMPLE), (row) => observations[row * size + component]!);
  const usual = quantile(sample.sort(), 0.5);
  let others = 0;
  for (let at = component; at < observations.length; at += size) if (observations[at] !== usual) others++;
  return others <= RARE * rows;
}

function placeholderFinding(found: readonly Extreme[]): Finding {
  const { component, value, rows } = found[0]!;
  return {
    code: "placeholders",
    severity: "warning",
    column: "observations",
    rows: rowsOf(found),
    components: found.map((extreme) => extreme.component),
    message: `component ${component} of observations is ${value} in ${count(rows.length, "row")}, far from all other values: it seems to stand for a missing number${others(found)}`,
    evidence: {
      values: found.map((extreme) => extreme.value),
      rows: found.map((extreme) => extreme.rows.length),
    },
    consequence:
      "the scale of the component is that of the placeholder: what it really says is squeezed to nothing",
    remedy: "put in the last known value, and add a component that is 1 where the number was missing",
  };
}

function outlierFinding(found: readonly Extreme[], { spec }: Dataset): Finding {
  const deviations = found.map(
    ({ component, value }) =>
      Math.abs(value - spec.observationMean[component]!) / spec.observationStd[component]!,
  );
  const { component, value, rows } = found[0]!;
  return {
    code: "outliers",
    severity: "warning",
    column: "observations",
    rows: rowsOf(found),
    components: found.map((extreme) => extreme.component),
    message: `component ${component} of observations reaches ${numberText(value)}, ${numberText(deviations[0]!)} standard deviations from its mean, and more than ${FAR} in ${count(rows.length, "row")}, the first is row ${rows[0]}${others(found)}`,
    evidence: {
      values: found.map((extreme) => extreme.value),
      deviations,
      rows: found.map((extreme) => extreme.rows.length),
    },
    consequence: "a few rows dominate every gradient they are in; a damaged byte looks like this too",
    remedy: "look at these rows; correct or drop them, or clip the component",
  };
}

function rowsOf(found: readonly Extreme[]): number[] {
  const rows = new Set(found.flatMap((extreme) => extreme.rows.slice(0, LISTED_ROWS)));
  return [...rows].sort((a, b) => a - b).slice(0, LISTED_ROWS);
}

function others({ length }: readonly Extreme[]): string {
  return length === 1 ? "" : `; likewise in ${count(length - 1, "other component")}`;
}
