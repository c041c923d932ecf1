import { expect, test } from "vitest";
import { finding, healthyLog } from "./healthy-log.ts";

test("random actions cover every region", () => {
  const discrete = finding(healthyLog({ discrete: true }), "action-coverage");
  expect(discrete).toMatchObject({ severity: "note", evidence: { regions: 16, singleActionShare: 0 } });
  expect(Number(discrete!.evidence.meanSpread)).toBeGreaterThan(0.9);
  expect(finding(healthyLog(), "action-coverage")).toMatchObject({ evidence: { singleActionShare: 0 } });
});

test("a log of one action a state is a warning: discrete, or continuous and smooth", () => {
  const discrete = healthyLog({ discrete: true });
  discrete.actions = discrete.actions.map((_, row) => (discrete.observations[2 * row]! > 5 ? 1 : 0));
  expect(finding(discrete, "few-alternatives", { actionCount: 4 })).toMatchObject({
    severity: "warning",
    evidence: { singleActionShare: 1, meanSpread: 0 },
  });
  const log = healthyLog();
  log.actions = log.observations.map((x, i) => 0.7 * x - 0.2 * log.observations[i ^ 1]!);
  expect(finding(log, "few-alternatives")).toBeDefined();
});

test("a handful of rows has no regions", () => {
  const log = { observations: [0, 1, 2], actions: [0, 1, 0], rewards: [1, 2, 4], terminated: [0, 0, 1] };
  expect(finding(log, "action-coverage")).toBeUndefined();
  expect(finding(log, "few-alternatives")).toBeUndefined();
});
