import { expect, test } from "vitest";
import { resultColumns, resultRows } from "../../../src/cli/quickstart/results.ts";
import { baseline, runOf, runs } from "./runs.ts";

test("the log's policies come first, then a row a run, with one decimal and a dash where there is no number", () => {
  expect(resultRows(baseline, runs)).toEqual([
    ["behavior (log)", "99.5 ± 130.2", "–", "42.7", "–"],
    ["behavior cloning", "344.2 ± 147.0", "–", "92.9", "3,648"],
    ["naive DQN", "344.2 ± 147.0", "238.3", "21.7", "3,648"],
    ["discrete CQL", "344.2 ± 147.0", "93.8", "99.3", "3,648"],
  ]);
});

test("every row has a cell a column", () => {
  for (const row of resultRows(baseline, runs)) expect(row).toHaveLength(resultColumns.length);
});

test("an algorithm without a name for people goes by that of its function", () => {
  const [, row] = resultRows(baseline, [runOf("iql", { predictedValue: 1, trueValue: 2 })]);
  expect(row![0]).toBe("iql");
});

test("a predicted value of 0 is a number, not a missing one", () => {
  const [, row] = resultRows(baseline, [runOf("dqn", { predictedValue: 0, trueValue: 2 })]);
  expect(row![2]).toBe("0.0");
});
