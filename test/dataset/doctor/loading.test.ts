import { expect, test } from "vitest";
import { finding, findings, healthyLog } from "./healthy-log.ts";

test("a warning of the loader becomes a finding with what follows from it", () => {
  const log = healthyLog();
  log.truncated[1999] = 0;
  expect(finding(log, "open-last-episode")).toMatchObject({
    severity: "warning",
    message: "no flag ends the last episode: row 1999 counts as truncated",
    remedy: expect.stringContaining("set truncated in the last row"),
  });
});

test("what the loader had to assume of actions is a note, unless it was said", () => {
  expect(finding(healthyLog({ discrete: true }), "inferred-actions")!.message).toContain("0 … 3");
  expect(finding(healthyLog({ discrete: true }), "inferred-actions", { actionCount: 4 })).toBeUndefined();
  const bounds = { low: [-1, -1], high: [1, 1] };
  expect(finding(healthyLog(), "inferred-actions", { actionBounds: bounds })).toBeUndefined();
});

test("nothing is reported twice", () => {
  const log = healthyLog();
  log.actions.fill(0.5);
  log.nextObservations![0] = 7;
  const codes = findings(log).map(({ code }) => code);
  expect(codes).toContain("constant-action");
  expect(codes).toContain("successor-mismatch");
  expect(new Set(codes).size).toBe(codes.length);
});
