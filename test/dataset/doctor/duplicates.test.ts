import { expect, test } from "vitest";
import { earlierCopies } from "../../../src/dataset/doctor/row-table.ts";
import fc from "../../fast-check.ts";
import { finding, healthyLog, type Log, STEPS } from "./healthy-log.ts";

/** Writes `count` rows from `source` once more at `target`. */
function copyRows(log: Log, source: number, target: number, count: number): Log {
  for (const column of [log.observations, log.nextObservations!, log.actions]) {
    column.copyWithin(2 * target, 2 * source, 2 * (source + count));
  }
  log.rewards.copyWithin(target, source, source + count);
  return log;
}

test("rows that repeat earlier ones are a note, with the row that they copy", () => {
  expect(finding(copyRows(healthyLog(), 10, 1000, 3), "duplicate-rows")).toMatchObject({
    severity: "note",
    rows: [1000, 1001, 1002],
    evidence: { duplicates: 3, firstRow: 1000, copyOf: 10 },
  });
  expect(finding(healthyLog(), "duplicate-rows")).toBeUndefined();
});

test("a whole episode written twice is a warning, and so are its rows", () => {
  const log = copyRows(healthyLog(), 0, 10 * STEPS, STEPS);
  expect(finding(log, "duplicate-rows")).toMatchObject({
    severity: "warning",
    evidence: { duplicates: STEPS },
  });
  expect(finding(log, "duplicate-episodes")).toMatchObject({
    severity: "warning",
    rows: [500],
    evidence: { duplicates: 1 },
  });
});

test("all but one row of an episode is no copy of it", () => {
  expect(finding(copyRows(healthyLog(), 0, 10 * STEPS, STEPS - 1), "duplicate-episodes")).toBeUndefined();
});

test("a table of few states has equal rows by nature", () => {
  const log = healthyLog({ discrete: true });
  const rounded = {
    ...log,
    observations: log.observations.map(Math.round),
    rewards: log.rewards.map(Math.round),
  };
  const { nextObservations: _, ...table } = rounded;
  expect(finding(table, "duplicate-rows")).toMatchObject({ severity: "note" });
});

test("the first row with the same bits is found for every row", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1 }), (rows) => {
      const words = Uint32Array.from(rows.flat());
      const texts = rows.map(String);
      const found = earlierCopies({ rows: rows.length, columns: [{ words, width: 2 }] });
      expect([...found]).toEqual(texts.map((text) => texts.indexOf(text)));
    }),
  );
});
