import { expect, test } from "vitest";
import { finding, findings, healthyLog } from "./healthy-log.ts";

test("rewards that vary by more than 100 or less than 0.001 are a warning", () => {
  const scaled = (factor: number) => {
    const log = healthyLog();
    return { ...log, rewards: log.rewards.map((reward) => factor * reward) };
  };
  expect(finding(scaled(1000), "reward-scale")).toMatchObject({ message: expect.stringContaining("widely") });
  expect(finding(scaled(1e-4), "reward-scale")).toMatchObject({ message: expect.stringContaining("hardly") });
  expect(finding(scaled(1), "reward-scale")).toBeUndefined();
});

test("a reward of ten thousand times the median is a warning with its row", () => {
  const log = healthyLog();
  log.rewards[321] = -1e5;
  expect(finding(log, "reward-outliers")).toMatchObject({ rows: [321], evidence: { largest: 1e5 } });
  expect(finding(healthyLog(), "reward-outliers")).toBeUndefined();
});

test("rewards that never change are a warning, unless episodes end", () => {
  const log = healthyLog();
  log.rewards.fill(1);
  expect(finding(log, "constant-rewards")).toMatchObject({ severity: "warning", evidence: { reward: 1 } });
  log.terminated[10] = 1;
  expect(finding(log, "constant-rewards")).toMatchObject({ severity: "note" });
  log.rewards.fill(0);
  expect(finding(log, "constant-rewards")).toMatchObject({ severity: "warning", evidence: { reward: 0 } });
  expect(findings(healthyLog()).map(({ code }) => code)).not.toContain("constant-rewards");
});
