import { published } from "./published.ts";
import type { Run } from "./results.ts";

/** Mean and sample standard deviation of a figure over the seeds. */
export function statistics(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, sd: Math.sqrt(variance) };
}

/** The runs of a method on a task, one a seed. */
export function runsOf(runs: readonly Run[], task: string, method: string): readonly Run[] {
  return runs.filter((run) => run.task === task && run.method === method);
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** The results on a task as a table of Markdown, the best method first; it has the seeds' mean ± sd of every figure. */
export function tableOf(runs: readonly Run[], task: string): string {
  const methods = [...new Set(runs.filter((run) => run.task === task).map(({ method }) => method))];
  const score = (method: string): number =>
    statistics(runsOf(runs, task, method).map(({ normalized }) => normalized)).mean;
  const isMaze = runs.some((run) => run.task === task && run.replanned !== undefined);
  const columns = isMaze
    ? ["score", "of the re-planned controller", "published", "predicted value", "true value"]
    : ["score", "return", "predicted value", "true value"];
  return [
    row([task, ...columns]),
    row(["---", ...columns.map(() => "---")]),
    ...methods
      .toSorted((a, b) => score(b) - score(a))
      .map((method) => row([`\`${method}\``, ...cellsOf(runsOf(runs, task, method), isMaze)])),
  ].join("\n");
}

function cellsOf(runs: readonly Run[], isMaze: boolean): string[] {
  const spread = (figure: (run: Run) => number | undefined): string => {
    const values = runs.flatMap((run) => figure(run) ?? []);
    if (values.length < 2) return "–";
    const { mean, sd } = statistics(values);
    return `${mean.toFixed(1)} ± ${sd.toFixed(1)}`;
  };
  const { task, method } = runs[0]!;
  const others = published[task]?.[method];
  const score = spread(({ normalized }) => normalized);
  const values = [spread(({ predictedValue }) => predictedValue), spread(({ trueValue }) => trueValue)];
  return isMaze
    ? [score, spread(({ replanned }) => replanned), others === undefined ? "–" : others.toFixed(1), ...values]
    : [score, spread(({ returnMean }) => returnMean), ...values];
}
