import type { Dataset } from "../dataset.ts";
import type { ContinuousActions } from "../spec.ts";
import { type Finding, LISTED_ROWS } from "./finding.ts";
import { numberText } from "./numbers.ts";
import { rowsWhere } from "./rows.ts";
import { evenly, quantile } from "./sample.ts";

const MOST_ROWS = 50_000;
/** The range without the 2 % of the rows at either end. */
const OUTER_SHARE = 0.02;
/** A range this many times as wide is made by a few actions; that of a normal variable is 2.4 times in a million rows. */
const STRETCHED = 3;

interface Stretch {
  readonly component: number;
  readonly low: number;
  readonly high: number;
  /** How many times as wide the bounds are. */
  readonly factor: number;
}

/** Action bounds that were taken from the log and that a few extreme actions have made much wider than the others are. */
export function checkStretchedBounds(dataset: Dataset): Finding[] {
  const { actions } = dataset.spec;
  const inferred = dataset.notes.some(({ code }) => code === "action-bounds-inferred");
  if (!inferred || actions.kind === "discrete") return [];
  const stretches = [...actions.low.keys()]
    .map((component) => stretchOf(dataset, actions, component))
    .filter(({ factor }) => factor >= STRETCHED);
  const [first] = stretches;
  return first ? [finding(dataset, actions, stretches, first)] : [];
}

function stretchOf({ actions, rows }: Dataset, space: ContinuousActions, component: number): Stretch {
  const values = evenly(rows, MOST_ROWS).map((row) => row * space.size + component);
  const sorted = Float64Array.from(values, (at) => actions[at]!).sort();
  const [low, high] = [quantile(sorted, OUTER_SHARE), quantile(sorted, 1 - OUTER_SHARE)];
  const width = space.high[component]! - space.low[component]!;
  return { component, low, high, factor: high > low ? width / (high - low) : 0 };
}

function finding(
  { actions, rows }: Dataset,
  { size, low, high }: ContinuousActions,
  stretches: readonly Stretch[],
  first: Stretch,
): Finding {
  const { component, factor } = first;
  const margin = first.high - first.low;
  const beyond = rowsWhere(rows, (row) => {
    const action = actions[row * size + component]!;
    return action < first.low - margin || action > first.high + margin;
  });
  return {
    code: "stretched-bounds",
    severity: "warning",
    column: "actions",
    rows: [...beyond.subarray(0, LISTED_ROWS)],
    components: stretches.map((stretch) => stretch.component),
    message:
      `component ${component} of actions reaches from ${numberText(low[component]!)} to ${numberText(high[component]!)}, but 96 % of ` +
      `the rows lie within ${numberText(first.low)} … ${numberText(first.high)}`,
    evidence: {
      factor,
      low: low[component]!,
      high: high[component]!,
      innerLow: first.low,
      innerHigh: first.high,
    },
    consequence:
      "the bounds were taken from a few extreme actions: a policy scaled to them uses a small part of its range",
    remedy: "pass { actionBounds } as the environment has them, and correct or drop the actions outside",
  };
}
