import { readFile, writeFile } from "node:fs/promises";
import type { machine } from "../../machine.ts";

/** What one training led to. */
export interface Run {
  readonly task: string;
  readonly method: string;
  readonly seed: number;
  readonly steps: number;
  readonly returnMean: number;
  readonly normalized: number;
  readonly replanned?: number;
  /** Mean Q(s, π(s)) at the first states of the episodes; only for methods with Q. */
  readonly predictedValue?: number;
  /** Mean discounted return from there. */
  readonly trueValue: number;
  readonly stepsPerSecond: number;
}

export interface Results {
  readonly machine: ReturnType<typeof machine>;
  readonly runs: readonly Run[];
}

const file = "bench/results/continuous-control.json";

/** The runs that were done so far. */
export async function readRuns(): Promise<readonly Run[]> {
  try {
    const { runs }: Results = JSON.parse(await readFile(file, "utf8"));
    return runs;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** Writes the runs, sorted. */
export async function writeRuns(results: Results): Promise<void> {
  const key = ({ task, method, seed }: Run): string => `${task} ${method} ${seed}`;
  const runs = [...results.runs].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  await writeFile(file, `${JSON.stringify({ machine: results.machine, runs }, null, 1)}\n`);
}
