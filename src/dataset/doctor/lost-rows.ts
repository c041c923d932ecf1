import type { Dataset } from "../dataset.ts";
import type { Finding } from "./finding.ts";
import { count, percent } from "./numbers.ts";

/** A larger share of lost rows deserves a look. */
const MANY = 0.05;

/** Rows that cannot be learned from, because the state after the last step of a truncated episode is not in the log. */
export function checkLostRows({ rows, transitions }: Dataset): Finding[] {
  if (transitions.length === 0) return [noTransitions(rows)];
  const lost = rows - transitions.length;
  if (lost === 0) return [];
  return [
    {
      code: "lost-rows",
      severity: lost > MANY * rows ? "warning" : "note",
      column: "nextObservations",
      message: `${count(lost, "row")} of ${rows} (${percent(lost / rows)}) cannot be learned from: the observation after the last step of a truncated episode is not in the log`,
      evidence: { rows, transitions: transitions.length, lost },
      consequence: "these steps are left out of training; what they led to is unknown",
      remedy:
        "log the observation after every step (nextObservations; HDF5: next_observations), or the final one of each episode as Minari does",
    },
  ];
}

function noTransitions(rows: number): Finding {
  return {
    code: "no-transitions",
    severity: "error",
    message: `none of the ${count(rows, "row")} is a transition: no row has a known successor or is terminated`,
    evidence: { rows, transitions: 0 },
    consequence: "there is nothing to learn from",
    remedy: "log the observation after every step (nextObservations), or correct the end flags",
  };
}
