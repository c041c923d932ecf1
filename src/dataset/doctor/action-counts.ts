import type { Dataset } from "../dataset.ts";
import type { Finding } from "./finding.ts";
import { count, percent } from "./numbers.ts";

/** Where one action fills more of the log, the others are hardly seen. */
const DOMINANT = 0.95;
const LISTED_ACTIONS = 50;

/** How often each discrete action was taken: never, or nearly always. */
export function checkActionCounts({ actions, rows, spec }: Dataset): Finding[] {
  if (spec.actions.kind === "continuous") return [];
  // only of the actions that were taken: there may be two billion
  const counts = new Map<number, number>();
  for (const action of actions) counts.set(action, (counts.get(action) ?? 0) + 1);
  return [...unusedActions(counts, spec.actions.count), ...dominantAction(counts, rows, spec.actions.count)];
}

type Counts = ReadonlyMap<number, number>;

function unusedActions(counts: Counts, actionCount: number): Finding[] {
  const unused = actionCount - counts.size;
  if (unused === 0) return [];
  const unusedActions = firstUnused(counts, actionCount);
  return [
    {
      code: "unused-actions",
      severity: "warning",
      column: "actions",
      message: `${count(unused, "action")} of ${actionCount} never taken: ${listed(unusedActions)}`,
      evidence: { unused, unusedActions, counts: firstCounts(counts, actionCount) },
      consequence:
        "their values are guesses of the network, which a greedy policy without a conservative term prefers when they are too high",
      remedy:
        "use an algorithm that stays close to the log (discrete CQL, BCQ), or renumber the actions without them",
    },
  ];
}

function firstUnused(counts: Counts, actionCount: number): number[] {
  const unused: number[] = [];
  for (let action = 0; action < actionCount && unused.length < LISTED_ACTIONS; action++) {
    if (!counts.has(action)) unused.push(action);
  }
  return unused;
}

function firstCounts(counts: Counts, actionCount: number): number[] {
  return Array.from(
    { length: Math.min(actionCount, LISTED_ACTIONS) },
    (_, action) => counts.get(action) ?? 0,
  );
}

function dominantAction(counts: Counts, rows: number, actionCount: number): Finding[] {
  const [action, largest] = [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  if (largest <= DOMINANT * rows) return [];
  return [
    {
      code: "dominant-action",
      severity: "warning",
      column: "actions",
      message: `action ${action} is taken in ${percent(largest / rows)} of the rows`,
      evidence: { action, share: largest / rows, counts: firstCounts(counts, actionCount) },
      consequence: "the log can hardly say what the other actions are worth",
      remedy: "log more of the other actions, or expect a policy that repeats this one",
    },
  ];
}

function listed(actions: readonly number[]): string {
  const shown = actions.slice(0, 10).join(", ");
  return actions.length > 10 ? `${shown}, …` : shown;
}
