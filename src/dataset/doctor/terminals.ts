import type { Dataset } from "../dataset.ts";
import type { Finding } from "./finding.ts";
import { count, percent } from "./numbers.ts";

/** More terminal rows than this are rare in tasks that take several steps. */
const FREQUENT = 0.2;

/** How often the task ends: never, or in more than a fifth of the rows. */
export function checkTerminals({ rows, terminated, episodes }: Dataset): Finding[] {
  const terminals = terminated.reduce((sum, flag) => sum + flag, 0);
  if (terminals === 0) return [noTerminals(rows)];
  const isBandit = terminals === rows && episodes.length === rows;
  return terminals > FREQUENT * rows && !isBandit ? [frequentTerminals(terminals, rows)] : [];
}

function noTerminals(rows: number): Finding {
  return {
    code: "no-terminals",
    severity: "note",
    column: "terminated",
    message: "no row is terminated: the task never ends in this log",
    evidence: { rows, terminals: 0 },
    consequence:
      "every value counts on rewards for ever after; right for a task without an end, wrong if failures or goals end it",
    remedy: "if the task can end, set terminated (HDF5: terminals) in the rows where it did",
  };
}

function frequentTerminals(terminals: number, rows: number): Finding {
  return {
    code: "frequent-terminals",
    severity: "warning",
    column: "terminated",
    message: `${percent(terminals / rows)} of the rows are terminated: ${count(terminals, "end")} in ${rows} steps`,
    evidence: { rows, terminals, share: terminals / rows },
    consequence: "nothing is learned beyond a step or four: the value of what follows a terminated row is 0",
    remedy: "check that the flag marks the end of the task, and not its opposite or something else",
  };
}
