import type { Dataset } from "../dataset.ts";
import { leastSquares, type Matrix, predictions } from "./least-squares.ts";
import { logisticRegression } from "./logistic-regression.ts";
import { evenly, mean } from "./sample.ts";
import type { SparseRewards } from "./sparse-rewards.ts";

/** Pairs of more components are too many to try. */
const MOST_COMPONENTS = 10;
const RELEVANCE_ROWS = 4000;

/** Two components of some observations, with the label that each should have. */
interface Labeled {
  readonly values: readonly [Float64Array, Float64Array];
  readonly labels: Float64Array;
}

/**
 * The least share of states beside a change of reward that lies on the wrong side of a conic in two components of the
 * observation, if the reward of row t marks the state of row t + offset. Two components, so that a wrong offset cannot hide
 * behind a velocity: with it, x + v dt would draw a boundary for the state one step later. Every boundary is fitted to
 * half of the changes and tested on the other half.
 */
export function boundaryError(
  dataset: Dataset,
  sparse: SparseRewards,
  changes: Int32Array,
  offset: number,
  components: readonly number[],
): number {
  const rows = Int32Array.from({ length: 2 * changes.length }, (_, i) => changes[i >> 1]! - 1 + (i & 1));
  const labels = Float64Array.from(rows, (row) => sparse.events[row]!);
  const values = components.map((component) => standardized(dataset, rows, offset, component));
  const pairs = values.flatMap((first, i) => values.slice(i + 1).map((second) => [first, second] as const));
  const candidates = pairs.length > 0 ? pairs : values.map((value) => [value, value] as const);
  return Math.min(...candidates.map((pair) => crossValidatedError({ values: pair, labels })));
}

/** The components that say most about the label, by a parabola through all rows. */
export function relevantComponents(dataset: Dataset, { events }: SparseRewards): number[] {
  const rows = evenly(dataset.rows, RELEVANCE_ROWS);
  const labels = Float64Array.from(rows, (row) => events[row]!);
  const errors = Array.from({ length: dataset.spec.observationSize }, (_, component) => {
    const value = standardized(dataset, rows, 0, component);
    const matrix = conic({ values: [value, value], labels });
    const fitted = predictions(matrix, leastSquares(matrix, labels));
    return mean(fitted.map((found, i) => (found - labels[i]!) * (found - labels[i]!)));
  });
  const order = [...errors.keys()].sort((a, b) => errors[a]! - errors[b]!);
  return order.slice(0, MOST_COMPONENTS);
}

function standardized(
  { observations, spec }: Dataset,
  rows: Int32Array,
  offset: number,
  component: number,
): Float64Array {
  const size = spec.observationSize;
  const values = Float64Array.from(rows, (row) => observations[(row + offset) * size + component]!);
  const center = mean(values);
  const deviation = Math.sqrt(mean(values.map((value) => (value - center) * (value - center))));
  return values.map((value) => (deviation > 0 ? (value - center) / deviation : 0));
}

function crossValidatedError(labeled: Labeled): number {
  const [even, odd] = [part(labeled, 0), part(labeled, 1)];
  return (misplaced(even, odd) + misplaced(odd, even)) / labeled.labels.length;
}

/** Every second pair of changes, since entries and exits take turns; there are two states a change. */
function part({ values: [first, second], labels }: Labeled, parity: number): Labeled {
  const half = (column: Float64Array): Float64Array => column.filter((_, i) => ((i >> 2) & 1) === parity);
  return { values: [half(first), half(second)], labels: half(labels) };
}

function misplaced(fitted: Labeled, tested: Labeled): number {
  const weights = logisticRegression(conic(fitted), fitted.labels);
  const logits = predictions(conic(tested), weights);
  return logits.filter((logit, i) => logit > 0 !== (tested.labels[i] === 1)).length;
}

/** 1, x, y, x², y², xy. */
function conic({ values: [xs, ys] }: Labeled): Matrix {
  const values = new Float64Array(6 * xs.length);
  xs.forEach((x, row) => {
    const y = ys[row]!;
    values.set([1, x, y, x * x, y * y, x * y], 6 * row);
  });
  return { values, rows: xs.length, width: 6 };
}
