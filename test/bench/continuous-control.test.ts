import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { methods } from "../../bench/experiments/continuous-control/methods.ts";
import { published } from "../../bench/experiments/continuous-control/published.ts";
import type { Results } from "../../bench/experiments/continuous-control/results.ts";
import { runsOf, statistics, tableOf } from "../../bench/experiments/continuous-control/table.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const { runs }: Results = JSON.parse(read("bench/results/continuous-control.json"));
const score = (task: string, method: string): number =>
  statistics(runsOf(runs, task, method).map(({ normalized }) => normalized)).mean;
const tasks = [...new Set(runs.map(({ task }) => task))];

test.for(tasks)("the table of %s in bench/README.md has the numbers of the runs", (task) => {
  const readme = read("bench/README.md").replaceAll("**", "");
  for (const line of tableOf(runs, task).split("\n")) expect(readme).toContain(line);
});

test.for(tasks)("%s: every method has five seeds", (task) => {
  for (const method of new Set(runs.filter((run) => run.task === task).map(({ method }) => method))) {
    const seeds = runsOf(runs, task, method).map(({ seed }) => seed);
    expect(seeds.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
  }
});

test.for(tasks)("%s: no constrained or conservative method is below cloning, and none is missing", (task) => {
  const measured = new Set(runs.filter((run) => run.task === task).map(({ method }) => method));
  expect([...measured].toSorted()).toEqual(Object.keys(methods).toSorted());
  const unconstrained = ["cloning", "filteredCloning", "sac", "td3"];
  const constrained = [...measured].filter((method) => !unconstrained.includes(method));
  const below = constrained.filter((method) => score(task, method) <= score(task, "cloning"));
  expect(below).toEqual([]);
});

test("on maze2d-umaze the best method reaches 120, and at least three beat their published score", () => {
  const named = ["cql", "iql", "td3Bc", "awac", "brac", "rebrac", "edac"];
  expect(Math.max(...named.map((method) => score("maze2d-umaze", method)))).toBeGreaterThanOrEqual(120);
  const better = named.filter(
    (method) => score("maze2d-umaze", method) > published["maze2d-umaze"]![method]!,
  );
  expect(better.length).toBeGreaterThanOrEqual(3);
});

test("SAC without constraint promises more than it earns on the mazes", () => {
  for (const task of tasks.filter((name) => name.startsWith("maze2d"))) {
    const ofSac = runsOf(runs, task, "sac");
    const predicted = statistics(ofSac.map(({ predictedValue }) => predictedValue!)).mean;
    expect(predicted).toBeGreaterThan(statistics(ofSac.map(({ trueValue }) => trueValue)).mean);
  }
});
