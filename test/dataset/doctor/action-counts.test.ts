import { expect, test } from "vitest";
import { finding, healthyLog } from "./healthy-log.ts";

test("actions that are never taken are a warning that lists them", () => {
  expect(finding(healthyLog({ discrete: true }), "unused-actions", { actionCount: 6 })).toMatchObject({
    severity: "warning",
    message: "2 actions of 6 never taken: 4, 5",
    evidence: { unusedActions: [4, 5] },
  });
  expect(finding(healthyLog({ discrete: true }), "unused-actions")).toBeUndefined();
});

test("an action that fills the log is a warning", () => {
  const log = healthyLog({ discrete: true });
  log.actions = log.actions.map((action, row) => (row % 40 === 0 ? action : 2));
  expect(finding(log, "dominant-action")).toMatchObject({ severity: "warning", evidence: { action: 2 } });
  expect(finding(healthyLog({ discrete: true }), "dominant-action")).toBeUndefined();
});

test("two billion actions, of which a few were taken, are counted without room for all", () => {
  const log = healthyLog({ discrete: true });
  log.behaviorLogProbabilities = log.rewards.map(() => Math.log(0.25));
  const actionCount = 2 ** 31 - 1;
  const found = finding(log, "unused-actions", { actionCount });
  expect(found).toMatchObject({ evidence: { unused: actionCount - 4, unusedActions: { length: 50 } } });
  expect(finding(log, "implausible-probabilities", { actionCount })).toBeUndefined();
});
