import type { Dataset } from "../dataset.ts";
import type { ContinuousActions } from "../spec.ts";
import { type Finding, LISTED_ROWS } from "./finding.ts";
import { count } from "./numbers.ts";

/** Continuous actions outside the bounds that the caller stated. */
export function checkActionBounds(dataset: Dataset): Finding[] {
  const space = dataset.spec.actions;
  if (space.kind === "discrete") return [];
  const rows = rowsOutside(dataset, space);
  const [first] = rows;
  if (first === undefined) return [];
  const action = [...dataset.actions.subarray(first * space.size, (first + 1) * space.size)];
  return [
    {
      code: "actions-out-of-bounds",
      severity: "error",
      column: "actions",
      rows: rows.slice(0, LISTED_ROWS),
      message: `actions lie outside actionBounds in ${count(rows.length, "row")} of ${dataset.rows}, the first is actions[${first}] = [${action.join(", ")}]`,
      evidence: { outside: rows.length, rows: dataset.rows, firstRow: first, firstAction: action },
      consequence:
        "a policy that is limited to the bounds cannot take these actions: their likelihood is 0, its logarithm is not finite",
      remedy:
        "correct actionBounds, or scale or clip the actions to them, as the environment did when it applied them",
    },
  ];
}

/** Bounds are rounded to float32 first, as the actions were. */
function rowsOutside({ actions, rows }: Dataset, { size, low, high }: ContinuousActions): number[] {
  const [least, most] = [Float32Array.from(low), Float32Array.from(high)];
  const outside: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < size; i++) {
      const action = actions[row * size + i]!;
      if (action >= least[i]! && action <= most[i]!) continue;
      outside.push(row);
      break;
    }
  }
  return outside;
}
