import { expect, test } from "vitest";
import { Findings } from "../../src/dataset/findings.ts";

test("findings keep warnings and notes apart, in the order in which they were made", () => {
  const findings = new Findings();
  findings.warn("empty-episode", "first");
  findings.note("action-count-inferred", "aside");
  findings.warn("open-last-episode", "second");
  expect(findings.warnings).toEqual([
    { code: "empty-episode", message: "first" },
    { code: "open-last-episode", message: "second" },
  ]);
  expect(findings.notes).toEqual([{ code: "action-count-inferred", message: "aside" }]);
});
