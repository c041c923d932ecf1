import { expect, test } from "vitest";
import { checkRewardLags } from "../../../src/dataset/doctor/reward-lags.ts";
import { loadDataset } from "../../../src/dataset/load.ts";
import { fixturePath } from "../fixture.ts";
import { finding, healthyLog, type Log, ROWS, STEPS } from "./healthy-log.ts";

/** Pays the push, which depends on the row alone, `lag` rows late. */
function paidLate(log: Log, lag: number): Log {
  const pay = (row: number): number => {
    const from = Math.min(ROWS - 1, Math.max(0, row - lag));
    return log.actions[2 * from]! + 0.1 * log.observations[2 * from]!;
  };
  return { ...log, rewards: Float32Array.from({ length: ROWS }, (_, row) => pay(row)) };
}

test("rewards of the row before are a warning, and so are those of the row after", () => {
  expect(finding(paidLate(healthyLog(), 1), "misaligned-rewards")).toMatchObject({
    severity: "warning",
    evidence: { bestLag: -1 },
    remedy: expect.stringContaining("one row up"),
  });
  expect(finding(paidLate(healthyLog(), -1), "misaligned-rewards")).toMatchObject({
    evidence: { bestLag: 1 },
    remedy: expect.stringContaining("one row down"),
  });
});

test("those of the row itself are right, whether of the state before or after the step", () => {
  expect(finding(paidLate(healthyLog(), 0), "misaligned-rewards")).toBeUndefined();
  expect(finding(healthyLog(), "misaligned-rewards")).toBeUndefined();
  expect(finding(healthyLog({ discrete: true }), "misaligned-rewards")).toBeUndefined();
});

test("rewards that nothing explains belong to no other row", () => {
  const log = healthyLog();
  log.rewards = log.rewards.map((_, row) => Math.sin(row * row));
  expect(finding(log, "misaligned-rewards")).toBeUndefined();
});

test("too few rows say nothing", () => {
  const { observations, actions, rewards, truncated } = paidLate(healthyLog(), 1);
  const short = {
    observations: observations.subarray(0, 2 * STEPS),
    actions: actions.subarray(0, 2 * STEPS),
    rewards: rewards.subarray(0, STEPS),
    truncated: truncated.subarray(0, STEPS),
  };
  expect(finding(short, "misaligned-rewards")).toBeUndefined();
});

test("rewards of a pendulum, −(θ² + 0.1 θ̇² + 0.001 u²) of its own row, that are one row late are a warning", async () => {
  const dataset = await loadDataset(fixturePath("control-ok.hdf5"));
  expect(checkRewardLags(dataset)).toEqual([]);
  const late = dataset.rewards.map((_, row) => dataset.rewards[Math.max(0, row - 1)]!);
  const [found] = checkRewardLags({ ...dataset, rewards: late });
  expect(found).toMatchObject({ code: "misaligned-rewards", evidence: { bestLag: -1 } });
});
