import { expect, test } from "vitest";
import { finding, healthyLog, type Log, ROWS, STEPS } from "./healthy-log.ts";

/** Episodes that end with a reward of 1, written `late` rows after the last one. */
function paidAtTheEnd(late: number): Log {
  const log = healthyLog();
  log.terminated = log.truncated.slice();
  log.truncated.fill(0);
  log.rewards.fill(0);
  for (let row = STEPS - 1; row < ROWS; row += STEPS) if (row + late < ROWS) log.rewards[row + late] = 1;
  return log;
}

test("rewards in first rows alone belong to the episode before", () => {
  expect(finding(paidAtTheEnd(1), "terminal-reward-offset")).toMatchObject({
    severity: "warning",
    evidence: { specialRewards: 39, offByOne: 39 },
    rows: expect.arrayContaining([50, 100]),
  });
});

test("rewards in the rows before the last are one row early", () => {
  const found = finding(paidAtTheEnd(-1), "terminal-reward-offset");
  expect(found).toMatchObject({ evidence: { offByOne: 40 }, remedy: expect.stringContaining("down") });
});

test("rewards in last rows are right, and those of episodes that are cut off prove nothing", () => {
  expect(finding(paidAtTheEnd(0), "terminal-reward-offset")).toBeUndefined();
  const log = paidAtTheEnd(1);
  [log.terminated, log.truncated] = [log.truncated, log.terminated];
  expect(finding(log, "terminal-reward-offset")).toBeUndefined();
});
