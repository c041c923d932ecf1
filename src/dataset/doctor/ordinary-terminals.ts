import type { Dataset } from "../dataset.ts";
import type { Finding } from "./finding.ts";
import { count, numberText } from "./numbers.ts";
import { rowsWhere } from "./rows.ts";
import { evenly } from "./sample.ts";

/** Fewer states of either kind do not show a difference. */
const FEWEST = 50;
const MOST_ROWS = 20_000;
/** To be sorted, of all components: a second or so. */
const MOST_VALUES = 2e6;
/** The 5 % point of the Kolmogorov-Smirnov statistic is 1.36 √(1/n + 1/m). */
const CRITICAL = 1.36;

/**
 * Do terminal states look like any other? The Kolmogorov-Smirnov distance between both, the largest of all components.
 * A task that ends for a reason ends in states of their own; a time limit ends it anywhere.
 */
export function checkOrdinaryTerminals(dataset: Dataset): Finding[] {
  const { terminated, spec } = dataset;
  const most = Math.min(MOST_ROWS, Math.floor(MOST_VALUES / spec.observationSize));
  const terminals = sampledRows(terminated, 1, most);
  const others = sampledRows(terminated, 0, most);
  if (Math.min(terminals.length, others.length) < FEWEST) return [];
  const distances = Array.from({ length: spec.observationSize }, (_, component) =>
    kolmogorovSmirnov(sortedStates(dataset, terminals, component), sortedStates(dataset, others, component)),
  );
  const distance = distances.reduce((largest, value) => Math.max(largest, value), 0);
  const limit = CRITICAL * Math.sqrt(1 / terminals.length + 1 / others.length);
  return distance < limit ? [finding(terminals.length, distance, limit)] : [];
}

function sampledRows(flags: Uint8Array, flag: number, most: number): Int32Array {
  const rows = rowsWhere(flags.length, (row) => flags[row] === flag);
  return evenly(rows.length, most).map((index) => rows[index]!);
}

function sortedStates(
  { observations, nextObservations, spec }: Dataset,
  rows: Int32Array,
  component: number,
): Float64Array {
  const states = nextObservations ?? observations;
  return Float64Array.from(rows, (row) => states[row * spec.observationSize + component]!).sort();
}

/** The largest distance between the two empirical distribution functions. */
function kolmogorovSmirnov(first: Float64Array, second: Float64Array): number {
  let largest = 0;
  for (let i = 0, j = 0; i < first.length && j < second.length; ) {
    const value = Math.min(first[i]!, second[j]!);
    while (first[i] === value) i++;
    while (second[j] === value) j++;
    largest = Math.max(largest, Math.abs(i / first.length - j / second.length));
  }
  return largest;
}

function finding(terminals: number, distance: number, limit: number): Finding {
  return {
    code: "ordinary-terminals",
    severity: "warning",
    column: "terminated",
    message:
      `the states of ${count(terminals, "terminated row")} are distributed like all others (largest Kolmogorov-Smirnov ` +
      `distance ${numberText(distance)}, below ${numberText(limit)}): nothing in the observation says why the task ended`,
    evidence: { terminals, largestDistance: distance, limit },
    consequence:
      "if these are time limits, their values are cut to 0 wrongly; if not, the observation lacks what decides",
    remedy:
      "set truncated instead of terminated where only the recording or the time ended, or add to the observation what ends the task",
  };
}
