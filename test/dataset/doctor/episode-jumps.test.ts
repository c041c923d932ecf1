import { expect, test } from "vitest";
import { finding, healthyLog, ROWS, withoutSuccessors } from "./healthy-log.ts";

test("a rare jump is far beyond the 99.9th percentile", () => {
  const log = withoutSuccessors(healthyLog());
  for (let i = 2 * 520; i < 2 * 550; i++) log.observations[i]! += 30;
  const found = finding(log, "unmarked-ends");
  expect(found).toMatchObject({ severity: "warning", rows: [519], evidence: { jumps: 1, firstRow: 519 } });
});

test("frequent jumps are told by the gap between them and all steps, and their spacing is said", () => {
  const log = withoutSuccessors(healthyLog());
  for (let i = 0; i < 2 * ROWS; i++) log.observations[i]! += i % 100 < 50 ? 0 : 60;
  expect(finding(log, "unmarked-ends")).toMatchObject({ evidence: { jumps: 40, spacing: 50, firstRow: 24 } });
});

test("a healthy log has none, and neither has one where ends are marked", () => {
  const log = withoutSuccessors(healthyLog());
  expect(finding(log, "unmarked-ends")).toBeUndefined();
  for (let row = 0; row < ROWS; row++) log.observations[2 * row]! += 60 * (Math.floor(row / 50) % 2);
  expect(finding(log, "unmarked-ends")).toBeUndefined();
});

test("a flag that is rarely set is no jump", () => {
  const log = withoutSuccessors(healthyLog());
  const flagged = {
    ...log,
    observations: Array.from({ length: ROWS }, (_, row) => [
      ...log.observations.subarray(2 * row, 2 * row + 2),
      Number(row % 900 === 77),
    ]),
  };
  expect(finding(flagged, "unmarked-ends")).toBeUndefined();
});
