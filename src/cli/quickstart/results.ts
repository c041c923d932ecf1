import type { Run } from "./experiment.ts";
import { nameOf } from "./names.ts";
import type { Baseline } from "./report.ts";
import type { Column } from "./table.ts";

export const resultColumns: readonly Column[] = [
  { title: "policy" },
  { title: "true return ± sd", isNumber: true },
  { title: "predicted value", isNumber: true },
  { title: "true value", isNumber: true },
  { title: "steps/s", isNumber: true },
];

/** The table's rows: the log's own policies, then one a run. */
export function resultRows(baseline: Baseline, runs: readonly Run[]): string[][] {
  const behavior = ["behavior (log)", spread(baseline), "–", baseline.trueValue.toFixed(1), "–"];
  return [behavior, ...runs.map(resultRow)];
}

function resultRow({ result }: Run): string[] {
  return [
    nameOf(result.algorithm),
    spread(result),
    result.predictedValue?.toFixed(1) ?? "–",
    result.trueValue.toFixed(1),
    Math.round(result.stepsPerSecond).toLocaleString("en-US"),
  ];
}

function spread({ returnMean, returnSd }: { returnMean: number; returnSd: number }): string {
  return `${returnMean.toFixed(1)} ± ${returnSd.toFixed(1)}`;
}
