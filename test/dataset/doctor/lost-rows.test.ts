import { expect, test } from "vitest";
import { finding, healthyLog, withoutSuccessors } from "./healthy-log.ts";

test("without final observations the last row of every truncated episode is lost", () => {
  const log = withoutSuccessors(healthyLog());
  expect(finding(log, "lost-rows")).toMatchObject({
    severity: "note",
    evidence: { lost: 40, transitions: 1960 },
  });
  for (let row = 9; row < 2000; row += 10) log.truncated[row] = 1;
  expect(finding(log, "lost-rows")).toMatchObject({ severity: "warning", evidence: { lost: 200 } });
});

test("with them none is", () => {
  expect(finding(healthyLog(), "lost-rows")).toBeUndefined();
});

test("a log without any transition is an error", () => {
  const log = withoutSuccessors(healthyLog());
  log.truncated.fill(1);
  expect(finding(log, "no-transitions")).toMatchObject({ severity: "error", evidence: { transitions: 0 } });
});
