import type { Dataset } from "../dataset.ts";
import { countMismatches, type SuccessorCount } from "../successors.ts";
import type { Finding } from "./finding.ts";

type SuccessorCode = "standing-still" | "shuffled-rows" | "successor-mismatch";

/**
 * Stored successors that are not the observation of the following row, as the loader judged them. What was chosen from a
 * log may have none of them any more.
 */
export function checkSuccessors(dataset: Dataset): Finding[] {
  const { nextObservations, observations, spec, warnings } = dataset;
  if (nextObservations === undefined) return [];
  const stored = { observations, nextObservations, observationSize: spec.observationSize };
  const judged = warnings.filter(({ code }) => isSuccessorCode(code));
  if (judged.length === 0) return [];
  const count = countMismatches(stored, dataset);
  if (count.mismatches === 0) return [];
  return judged.flatMap(({ code, message }) =>
    isSuccessorCode(code) ? [finding(code, message, count)] : [],
  );
}

export function isSuccessorCode(code: string): code is SuccessorCode {
  return code in advice;
}

const advice: Readonly<Record<SuccessorCode, Pick<Finding, "severity" | "consequence" | "remedy">>> = {
  "standing-still": {
    severity: "error",
    consequence:
      "every action seems to lead nowhere: values tell states apart by their rewards, not by what follows",
    remedy:
      "store the state after the step, or leave the column out: then it is taken from the following row",
  },
  "shuffled-rows": {
    severity: "warning",
    consequence:
      "single transitions can be learned from; returns, n-step targets, initial states and a split by episode cannot be had",
    remedy: "write rows in time order, episode by episode, or sort them by episode and step",
  },
  "successor-mismatch": {
    severity: "warning",
    consequence:
      "where an end is not marked, returns run on into the next episode; where values are damaged, they are learned",
    remedy:
      "mark the last row of every episode in terminated or truncated, and check the first row that is named",
  },
};

function finding(code: SuccessorCode, message: string, count: SuccessorCount): Finding {
  const { pairs, mismatches, firstMismatch, standing } = count;
  return {
    code,
    column: "nextObservations",
    rows: [firstMismatch],
    message,
    evidence: { steps: pairs, mismatches, firstRow: firstMismatch, standing },
    ...advice[code],
  };
}
