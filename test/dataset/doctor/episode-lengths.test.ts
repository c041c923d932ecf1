import { expect, test } from "vitest";
import { finding, healthyLog } from "./healthy-log.ts";

test("single steps beside longer episodes are a warning beyond one in a hundred", () => {
  const log = healthyLog();
  log.truncated[50] = 1;
  expect(finding(log, "single-steps")).toMatchObject({
    severity: "warning",
    rows: [50],
    evidence: { singleSteps: 1, episodes: 41 },
  });
});

test("a log of single steps is a bandit's", () => {
  const log = healthyLog();
  expect(finding(log, "single-steps")).toBeUndefined();
  log.truncated.fill(1);
  expect(finding(log, "single-steps")).toBeUndefined();
});
