import { methods } from "./methods.ts";
import type { Run } from "./results.ts";
import { tasks } from "./tasks.ts";

/** Mean ± sample standard deviation of one figure of the runs. */
function spread(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return `${mean.toFixed(1)} ± ${Math.sqrt(variance).toFixed(1)}`;
}

/** A row of Markdown. */
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** The normalized scores as a table of Markdown, a method a row: mean ± sd over the seeds. */
export function tableOf(runs: readonly Run[]): string {
  const cell = (method: string, task: string): string => {
    const scores = runs.filter((run) => run.method === method && run.task === task);
    return scores.length < 2 ? "–" : spread(scores.map(({ normalized }) => normalized));
  };
  const names = tasks.map(({ name }) => name);
  return [
    row(["method", ...names]),
    row(["---", ...names.map(() => "---")]),
    ...Object.keys(methods).map((method) =>
      row([`\`${method}\``, ...names.map((task) => cell(method, task))]),
    ),
  ].join("\n");
}
