import type { Dataset } from "../dataset.ts";
import type { ContinuousActions } from "../spec.ts";
import type { Finding } from "./finding.ts";
import { numberText } from "./numbers.ts";

/** Ranges this far apart are in different units. */
const UNEVEN = 100;

/** Components of a continuous action that never change, and ranges of very different width. */
export function checkActionRanges({ spec }: Dataset): Finding[] {
  if (spec.actions.kind === "discrete") return [];
  return [...constantActions(spec.actions), ...unevenRanges(spec.actions)];
}

function constantActions({ size, low, high }: ContinuousActions): Finding[] {
  const components = [...low.keys()].filter((i) => low[i] === high[i]);
  if (components.length === 0) return [];
  return [
    {
      code: "constant-action",
      severity: components.length === size ? "error" : "warning",
      column: "actions",
      components,
      message: `components [${components.join(", ")}] of actions never change`,
      evidence: { constant: components.length, size, values: components.map((i) => low[i]!) },
      consequence: "nothing can be learned about other values; a density over a single value is infinite",
      remedy:
        "leave these components out of the actions, or pass { actionBounds } if the policy may vary them",
    },
  ];
}

function unevenRanges({ low, high }: ContinuousActions): Finding[] {
  const widths = low.map((bound, i) => high[i]! - bound).filter((width) => width > 0);
  const [narrowest, widest] = [Math.min(...widths), Math.max(...widths)];
  if (widths.length < 2 || widest <= UNEVEN * narrowest) return [];
  return [
    {
      code: "uneven-action-ranges",
      severity: "warning",
      column: "actions",
      message: `components of actions range over ${numberText(narrowest)} to ${numberText(widest)}: one is ${numberText(widest / narrowest)} times as wide as another`,
      evidence: { narrowest, widest, ratio: widest / narrowest },
      consequence: "a loss in these units sees only the widest component",
      remedy:
        "scale every component to [-1, 1] before writing the log, and scale back what the policy returns",
    },
  ];
}
