import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Result } from "../../../src/cli/quickstart/experiment.ts";
import type { Baseline } from "../../../src/cli/quickstart/report.ts";

/** The contents of summary.json, which other programs read. */
interface Summary {
  readonly dataset: Readonly<Record<string, unknown>>;
  readonly results: readonly Result[];
  readonly baseline: Baseline;
}

const root = new URL("../../../", import.meta.url);
const folder = await mkdtemp(join(tmpdir(), "offline-rl-quickstart-"));
let output: string;
let errors: string;
let summary: Summary;

/** Runs the quickstart in a process of its own, as `npm start` does, with an empty folder to work in. */
async function runQuickstart(): Promise<void> {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const main = fileURLToPath(new URL("../../../src/cli/quickstart/main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", loader, main], { cwd: folder });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const code = await ended;
  if (code !== 0) throw new Error(`the quickstart ended with ${code}: ${errors}`);
}

beforeAll(async () => {
  await runQuickstart();
  summary = JSON.parse(await readFile(join(folder, "runs/quickstart/summary.json"), "utf8"));
}, 180_000);

afterAll(() => rm(folder, { recursive: true }));

function resultOf(algorithm: string): Result {
  return summary.results.find((result) => result.algorithm === algorithm)!;
}

test("the quickstart prints a table and the paths of what it wrote", () => {
  const rows = ["policy ", "behavior (log) ", "behavior cloning ", "naive DQN ", "discrete CQL "];
  for (const row of rows) expect(output).toContain(`\n${row}`);
  expect(output).toContain("runs/quickstart/report.html");
  expect(output).toContain("runs/quickstart/summary.json");
});

test("its progress goes to the error stream, to the end of each of the three trainings", () => {
  expect(errors.match(/100 % {2}40,000\/40,000/g)).toHaveLength(3);
});

test("summary.json has the fields that other programs read", () => {
  expect(Object.keys(summary)).toEqual(["dataset", "results", "baseline"]);
  expect(summary.results.map(({ algorithm }) => algorithm)).toEqual([
    "behaviorCloning",
    "dqn",
    "discreteCql",
  ]);
  for (const { predictedValue, ...result } of summary.results) {
    expect(result).toEqual({
      algorithm: expect.any(String),
      seeds: [0],
      steps: 40_000,
      returnMean: expect.any(Number),
      returnSd: expect.any(Number),
      trueValue: expect.any(Number),
      stepsPerSecond: expect.any(Number),
    });
    expect(typeof predictedValue).toBe(result.algorithm === "behaviorCloning" ? "object" : "number");
  }
  expect(summary.baseline).toEqual({
    returnMean: expect.any(Number),
    returnSd: expect.any(Number),
    trueValue: expect.any(Number),
  });
  expect(summary.dataset).toMatchObject({ file: "cartpole-log.hdf5", rows: 15_420, episodes: 155 });
});

test("DQN promises at least 1.5 times what it earns", () => {
  const { predictedValue, trueValue } = resultOf("dqn");
  expect(predictedValue!).toBeGreaterThanOrEqual(1.5 * trueValue);
});

test("CQL promises at most 1.05 times what it earns, which is more than DQN earns", () => {
  const { predictedValue, trueValue } = resultOf("discreteCql");
  expect(predictedValue!).toBeLessThanOrEqual(1.05 * trueValue);
  expect(trueValue).toBeGreaterThan(resultOf("dqn").trueValue);
});

test("CQL returns more than cloning and more than the log", () => {
  const { returnMean } = resultOf("discreteCql");
  expect(returnMean).toBeGreaterThan(resultOf("behaviorCloning").returnMean);
  expect(returnMean).toBeGreaterThan(summary.baseline.returnMean);
});

test("report.html holds the same numbers, and refers to nothing outside itself", async () => {
  const page = await readFile(join(folder, "runs/quickstart/report.html"), "utf8");
  for (const { returnMean, returnSd, trueValue } of [...summary.results, summary.baseline]) {
    expect(page).toContain(`<td>${returnMean.toFixed(1)} ± ${returnSd.toFixed(1)}</td>`);
    expect(page).toContain(`<td>${trueValue.toFixed(1)}</td>`);
  }
  expect(page).not.toMatch(/<script|<link|<img|src=|href=|url\(/);
  expect(page).not.toMatch(/NaN|undefined/);
});

test("the README's table has these numbers, and its picture is the one that was written", async () => {
  const rows = await readmeRows("| policy | true return");
  const expected = [{ ...summary.baseline, predictedValue: null }, ...summary.results].map(
    ({ returnMean, returnSd, predictedValue, trueValue }) => [
      `${returnMean.toFixed(1)} ± ${returnSd.toFixed(1)}`,
      predictedValue?.toFixed(1) ?? "–",
      trueValue.toFixed(1),
    ],
  );
  expect(rows.map((row) => row.slice(1))).toEqual(expected);
  const picture = "predicted-against-true.svg";
  const shown = await readFile(new URL(`bench/results/${picture}`, root), "utf8");
  expect(shown).toBe(await readFile(join(folder, "runs/quickstart", picture), "utf8"));
});

/** The cells of the README's table that starts so, without its emphasis. */
async function readmeRows(start: string): Promise<string[][]> {
  const lines = (await readFile(new URL("README.md", root), "utf8")).replaceAll("**", "").split("\n");
  const first = lines.findIndex((line) => line.startsWith(start)) + 2;
  const end = lines.findIndex((line, i) => i > first && !line.startsWith("|"));
  return lines.slice(first, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
