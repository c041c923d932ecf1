import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { finding, healthyLog, type Log, ROWS, withoutSuccessors } from "./healthy-log.ts";

/** The log with the first component of every observation replaced. */
function withFirst(of: (value: number, row: number) => number): Log {
  const log = withoutSuccessors(healthyLog());
  return {
    ...log,
    observations: log.observations.map((value, i) => (i % 2 === 0 ? of(value, i / 2) : value)),
  };
}

test("a component that never changes is a note, a warning if it is all there is", () => {
  expect(
    finding(
      withFirst(() => 3),
      "constant-observations",
    ),
  ).toMatchObject({ severity: "note", components: [0] });
  const log = withoutSuccessors(healthyLog());
  log.observations.fill(1);
  expect(finding(log, "constant-observations")).toMatchObject({ severity: "warning", components: [0, 1] });
  expect(finding(healthyLog(), "constant-observations")).toBeUndefined();
});

test("scales a thousand times apart are a note", () => {
  expect(
    finding(
      withFirst((value) => 5000 * value),
      "uneven-observations",
    ),
  ).toMatchObject({ severity: "note", components: [1, 0] });
  expect(finding(healthyLog(), "uneven-observations")).toBeUndefined();
});

test("a time stamp in seconds has lost its digits in float32", () => {
  const found = finding(
    withFirst((_, row) => 1.7e9 + row),
    "lost-precision",
  );
  expect(found).toMatchObject({ severity: "warning", components: [0] });
  expect(
    finding(
      withFirst((_, row) => row),
      "lost-precision",
    ),
  ).toBeUndefined();
});

test("copies and combinations are a note", () => {
  const log = withoutSuccessors(healthyLog());
  const copied = {
    ...log,
    observations: Array.from({ length: ROWS }, (_, row) => tripled(log.observations, row)),
  };
  expect(finding(copied, "dependent-observations")).toMatchObject({ severity: "note", components: [2] });
  expect(finding(healthyLog(), "dependent-observations")).toBeUndefined();
});

function tripled(observations: Float32Array, row: number): number[] {
  const [x = 0, y = 0] = observations.subarray(2 * row, 2 * row + 2);
  return [x, y, x - 2 * y + 1];
}

test("-999 among ordinary numbers stands for a missing one", () => {
  const found = finding(
    withFirst((value, row) => (row % 100 === 7 ? -999 : value)),
    "placeholders",
  );
  expect(found).toMatchObject({
    severity: "warning",
    components: [0],
    evidence: { values: [-999], rows: [20] },
  });
  expect(found!.rows!.slice(0, 2)).toEqual([7, 107]);
});

test("99 in a range that reaches it does not", () => {
  expect(
    finding(
      withFirst((_, row) => row % 100),
      "placeholders",
    ),
  ).toBeUndefined();
  expect(finding(healthyLog(), "placeholders")).toBeUndefined();
});

test("a value twenty deviations away is a warning with its row", () => {
  expect(
    finding(
      withFirst((value, row) => (row === 42 ? 500 : value)),
      "outliers",
    ),
  ).toMatchObject({
    severity: "warning",
    rows: [42],
    components: [0],
    evidence: { values: [500], rows: [1] },
  });
  expect(finding(healthyLog(), "outliers")).toBeUndefined();
});

test("steps that leave the observation as it was are a warning, a note where most steps do", () => {
  const still = (period: number) => {
    const log = withoutSuccessors(healthyLog());
    for (let row = period; row < ROWS; row += period) {
      log.observations.copyWithin(2 * row, 2 * row - 2, 2 * row);
    }
    return log;
  };
  expect(finding(still(101), "repeated-observations")).toMatchObject({
    severity: "warning",
    rows: expect.arrayContaining([100, 201]),
  });
  expect(finding(still(2), "repeated-observations")).toMatchObject({ severity: "note" });
  expect(finding(healthyLog(), "repeated-observations")).toBeUndefined();
});

test("rare flags and entries of one-hot vectors are no outliers, but what is far beyond the other components is", () => {
  const rare = (value: number) =>
    finding(
      withFirst((_, row) => (row === 42 ? value : 0)),
      "outliers",
    );
  expect(rare(1)).toBeUndefined();
  expect(rare(500)).toMatchObject({ rows: [42], evidence: { values: [500] } });
});

test("bumping into the walls of a grid is a note", () => {
  const random = randomStream(1, "grid");
  let cell = 3;
  const observations = Float32Array.from({ length: ROWS }, () => {
    const before = cell;
    cell = Math.max(0, Math.min(6, cell + 2 * random.integer(2) - 1));
    return before;
  });
  const grid = { ...healthyLog({ discrete: true }), observations };
  expect(finding(withoutSuccessors(grid), "repeated-observations")).toMatchObject({ severity: "note" });
});
