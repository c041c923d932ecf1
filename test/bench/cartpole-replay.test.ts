import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Measured {
  readonly returnMean: number;
  readonly predictedValue: number | null;
  readonly trueValue: number;
}

interface Result {
  readonly algorithm: string;
  readonly seeds: readonly Measured[];
}

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const { results }: { results: Result[] } = JSON.parse(read("bench/results/cartpole-replay.json"));
const readme = read("bench/README.md").replaceAll("**", "");

function summary(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const [median, low, high] = [sorted[2]!, sorted[0]!, sorted[4]!].map((value) => value.toFixed(digits));
  return `${median} (${low} … ${high})`;
}

const names: [algorithm: string, name: string][] = [
  ["discreteCql", "discrete CQL"],
  ["doubleDqn", "double DQN"],
  ["dqn", "naive DQN"],
  ["behaviorCloning", "behavior cloning"],
];

test.for(names)("the row of %s in bench/README.md has the numbers of its five seeds", ([algorithm, name]) => {
  const { seeds } = results.find((result) => result.algorithm === algorithm)!;
  const ratios = seeds.flatMap(({ predictedValue, trueValue }) =>
    predictedValue === null ? [] : [predictedValue / trueValue],
  );
  const returns = seeds.map(({ returnMean }) => returnMean);
  const promise = ratios.length === 0 ? "–" : summary(ratios, 2);
  expect(readme).toContain(`| ${name} | ${summary(returns, 0)} | ${promise} |`);
});

test("on the hard log CQL returns at least 300, and promises at most 5 % more than it earns", () => {
  const { seeds } = results.find(({ algorithm }) => algorithm === "discreteCql")!;
  expect(seeds.every(({ returnMean }) => returnMean >= 300)).toBe(true);
  expect(seeds.every(({ predictedValue, trueValue }) => predictedValue! <= 1.05 * trueValue)).toBe(true);
});
