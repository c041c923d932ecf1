import type { Dataset } from "../dataset.ts";
import type { Finding } from "./finding.ts";
import { count, percent } from "./numbers.ts";

/** Where one action fills more of the log, the others are hardly seen. */
const DOMINANT = 0.95;
const LISTED_ACTIONS = 50;

/** How often each discrete action was taken: never, or nearly always. */
export function checkActionCounts({ actions, rows, spec }: Dataset): Finding[] {
  if (spec.actions.kind === "continuous") return [];
  const counts = new Array<number>(spec.actions.count).fill(0);
  for (const action of actions) counts[action]!++;
  return [...unusedActions(counts), ...dominantAction(counts, rows)];
}

function unusedActions(counts: readonly number[]): Finding[] {
  const unused = [...counts.keys()].filter((action) => counts[action] === 0);
  if (unused.length === 0) return [];
  return [
    {
      code: "unused-actions",
      severity: "warning",
      column: "actions",
      message: `${count(unused.length, "action")} of ${counts.length} never taken: ${listed(unused)}`,
      evidence: {
        unused: unused.length,
        unusedActions: unused.slice(0, LISTED_ACTIONS),
        counts: counts.slice(0, LISTED_ACTIONS),
      },
      consequence:
        "their values are guesses of the network, which a greedy policy without a conservative term prefers when they are too high",
      remedy:
        "use an algorithm that stays close to the log (discrete CQL, BCQ), or renumber the actions without them",
    },
  ];
}

function dominantAction(counts: readonly number[], rows: number): Finding[] {
  const largest = Math.max(...counts);
  const action = counts.indexOf(largest);
  if (largest <= DOMINANT * rows) return [];
  return [
    {
      code: "dominant-action",
      severity: "warning",
      column: "actions",
      message: `action ${action} is taken in ${percent(largest / rows)} of the rows`,
      evidence: { action, share: largest / rows, counts: counts.slice(0, LISTED_ACTIONS) },
      consequence: "the log can hardly say what the other actions are worth",
      remedy: "log more of the other actions, or expect a policy that repeats this one",
    },
  ];
}

function listed(actions: readonly number[]): string {
  const shown = actions.slice(0, 10).join(", ");
  return actions.length > 10 ? `${shown}, …` : shown;
}
