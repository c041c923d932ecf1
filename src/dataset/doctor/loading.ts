import type { Dataset } from "../dataset.ts";
import type { DatasetWarningCode } from "../findings.ts";
import type { DatasetSpec } from "../spec.ts";
import type { Finding } from "./finding.ts";
import { numberText } from "./numbers.ts";
import { isSuccessorCode } from "./successors.ts";

type Advice = Pick<Finding, "consequence" | "remedy">;

/** What a check of its own finds with more numbers. */
const checkedElsewhere: ReadonlySet<DatasetWarningCode> = new Set([
  "actions-out-of-bounds",
  "constant-action",
]);

const unknown: Advice = {
  consequence: "the log was read, but perhaps not as it was meant",
  remedy: "check what the message names",
};

const advice: Readonly<Partial<Record<DatasetWarningCode, Advice>>> = {
  "missing-terminated": {
    consequence: "every value counts on rewards for ever after, also after a failure or a goal",
    remedy: "if the task can end, store terminated (HDF5: terminals)",
  },
  "missing-truncated": {
    consequence:
      "if recordings were cut off or reset, the start of one counts as what the end of another led to",
    remedy:
      "store truncated (HDF5: timeouts), 1 in the last row of every recording that the task did not end",
  },
  "terminated-and-truncated": {
    consequence: "the value after these rows counts as 0; wrong where only the time was up",
    remedy: "set exactly one of both flags",
  },
  "open-last-episode": {
    consequence: "without a stored successor its last row is lost; its return is that of a part",
    remedy: "set truncated in the last row, if the recording stopped there; else the file is cut off",
  },
  "uncounted-episodes": {
    consequence: "what is not counted is not read",
    remedy: "correct num_episodes, or check that the file was written to the end",
  },
  "empty-episode": {
    consequence: "none: there is nothing in it",
    remedy: "check why an episode was stored without steps",
  },
  "mixed-action-types": {
    consequence: "actions count as continuous, so that algorithms for discrete ones cannot be used",
    remedy: "store all actions as integers, or pass { actionCount }",
  },
};

/** The warnings of the loader, with what follows from them, and what it had to assume about actions. */
export function checkLoading({ spec, warnings, notes }: Dataset): Finding[] {
  const warned = warnings.filter(({ code }) => !checkedElsewhere.has(code) && !isSuccessorCode(code));
  const assumed = notes.filter(
    ({ code }) => code === "action-count-inferred" || code === "action-bounds-inferred",
  );
  return [
    ...warned.map(({ code, message }) => ({
      code,
      severity: "warning" as const,
      message,
      evidence: {},
      ...(advice[code] ?? unknown),
    })),
    ...assumed.map(() => assumption(spec.actions)),
  ];
}

function assumption(actions: DatasetSpec["actions"]): Finding {
  const message =
    actions.kind === "discrete"
      ? `actions are assumed to be 0 … ${actions.count - 1}, the largest of the log; pass { actionCount } if there are more`
      : `the bounds of the actions are assumed to be the smallest and largest of the log, from [${actions.low.map(numberText).join(", ")}] ` +
        `to [${actions.high.map(numberText).join(", ")}]; pass { actionBounds } if they may lie further out`;
  return {
    code: "inferred-actions",
    severity: "note",
    column: "actions",
    message,
    evidence: {},
    consequence:
      "a policy cannot act outside of what is assumed here, and log-probabilities are relative to it",
    remedy: "state the space of actions as the environment has it",
  };
}
