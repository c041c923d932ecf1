import type { Dataset } from "../dataset.ts";
import type { Finding } from "./finding.ts";
import { percent } from "./numbers.ts";

/** A larger share at a bound is worth knowing. */
const SATURATED = 0.01;
/** Where most actions are at a bound they are hardly continuous. */
const MOSTLY = 0.5;
/** In float32 units of the range: an action this close to a bound is at it. */
const CLOSE = 2 ** -20;

/** The share of rows in which a component of a continuous action stands at its bound. */
export function checkActionSaturation(dataset: Dataset): Finding[] {
  if (dataset.spec.actions.kind === "discrete") return [];
  // bounds that are taken from the log are reached by the rows that they were taken from
  const inferred = dataset.notes.some(({ code }) => code === "action-bounds-inferred");
  const shares = boundShares(dataset, dataset.spec.actions, inferred ? 2 : 0);
  const components = [...shares.keys()].filter((i) => shares[i]! > SATURATED);
  if (components.length === 0) return [];
  const largest = Math.max(...shares);
  return [
    {
      code: "saturated-actions",
      severity: largest > MOSTLY ? "warning" : "note",
      column: "actions",
      components,
      message: `actions stand at a bound in up to ${percent(largest)} of the rows (components [${components.join(", ")}])`,
      evidence: { components: components.length, shares: components.map((i) => shares[i]!) },
      consequence:
        "a density that is squashed by tanh is infinite at a bound; the log says little about how much further the action would have gone",
      remedy:
        largest > MOSTLY
          ? "if the actuator is on or off, log discrete actions; else check that actionBounds are those of the environment"
          : "nothing where actions were clipped; else check that actionBounds are those of the environment",
    },
  ];
}

interface Bounds {
  readonly size: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Share of rows at either bound, but for so many of them, of every component that is not constant. */
function boundShares({ actions, rows }: Dataset, { size, low, high }: Bounds, expected: number): number[] {
  return Array.from({ length: size }, (_, i) => {
    const margin = CLOSE * (high[i]! - low[i]!);
    if (margin === 0) return 0;
    let atBound = 0;
    for (let at = i; at < actions.length; at += size) {
      if (actions[at]! <= low[i]! + margin || actions[at]! >= high[i]! - margin) atBound++;
    }
    return Math.max(0, atBound - expected) / rows;
  });
}
