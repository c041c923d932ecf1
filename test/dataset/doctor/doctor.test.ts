import { expect, test } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import { doctor } from "../../../src/dataset/doctor/doctor.ts";
import { loadDataset } from "../../../src/dataset/load.ts";
import fc from "../../fast-check.ts";
import { fixturePath } from "../fixture.ts";
import { findings, healthyLog } from "./healthy-log.ts";

const notes = ["inferred-actions", "no-terminals", "action-coverage", "missing-probabilities"];

test.each([false, true])(
  "a healthy log has no warnings and the notes that every such log has",
  (discrete) => {
    const found = findings(healthyLog({ discrete }));
    expect(found.map(({ code }) => code)).toEqual(notes);
    expect(found.every(({ severity }) => severity === "note")).toBe(true);
  },
);

test.each(["control-ok.hdf5", "control-ok-maze2d.hdf5", "d3rlpy-control-ok.h5"])(
  "%s, which is sound, has notes only",
  async (name) => {
    const dataset = await loadDataset(fixturePath(name));
    expect(doctor(dataset).findings.filter(({ severity }) => severity !== "note")).toEqual([]);
  },
);

test("the overview has the sizes, the ranges and the bounds on values", () => {
  const dataset = createDataset({
    observations: [0, 1, 2, 0, 1],
    actions: [0, 0, 1, 1, 0],
    rewards: [1, 2, 4, 10, 20],
    terminated: [0, 0, 1, 0, 0],
    truncated: [0, 0, 0, 0, 1],
  });
  expect(doctor(dataset, { discount: 0.5 }).dataset).toEqual({
    rows: 5,
    transitions: 4,
    episodes: 2,
    terminated: 1,
    observationSize: 1,
    actions: { kind: "discrete", count: 2 },
    rewards: { minimum: 1, mean: 7.4, maximum: 20 },
    episodeLengths: { minimum: 2, mean: 2.5, maximum: 3 },
    returns: { minimum: 7, mean: 18.5, maximum: 30 },
    valueBounds: { discount: 0.5, low: 1, high: 40 },
  });
});

test("there are no bounds on values without discount", () => {
  expect(doctor(createDataset(healthyLog()), { discount: 1 }).dataset).not.toHaveProperty("valueBounds");
});

test("findings come with the most severe first", () => {
  const log = healthyLog();
  log.nextObservations = log.observations.slice();
  log.rewards.fill(0);
  const order = findings(log).map(({ severity }) => severity);
  expect(order).toEqual([...order].sort((a, b) => rank(a) - rank(b)));
  expect(new Set(order)).toEqual(new Set(["error", "warning", "note"]));
});

function rank(severity: string): number {
  return ["error", "warning", "note"].indexOf(severity);
}

test("unknown options and discounts are refused", () => {
  const dataset = createDataset(healthyLog());
  const options = { discount: 0.9, seed: 1 };
  expect(() => doctor(dataset, options)).toThrow('unknown option "seed"; known options: discount, reward');
  expect(() => doctor(dataset, { discount: 2 })).toThrow("discount must lie in [0, 1]; got 2");
});

const smallLog = fc.integer({ min: 1, max: 12 }).chain((rows) =>
  fc.record({
    observations: column(2 * rows),
    actions: fc.oneof(
      column(rows).map((actions) => Float32Array.from(actions)),
      fc.array(fc.nat(3), { minLength: rows, maxLength: rows }).map((actions) => Int32Array.from(actions)),
    ),
    rewards: column(rows),
    terminated: fc.array(fc.boolean(), { minLength: rows, maxLength: rows }),
    truncated: fc.array(fc.boolean(), { minLength: rows, maxLength: rows }),
  }),
);

function column(length: number): fc.Arbitrary<number[]> {
  const value = fc.oneof(
    fc.constantFrom(0, 1, -999),
    // JSON has no -0
    fc.float({ noNaN: true, noDefaultInfinity: true, max: 1e9, min: -1e9 }).map((value) => value + 0),
  );
  return fc.array(value, { minLength: length, maxLength: length });
}

test("a diagnosis of any log is JSON: what is read back is the same, and all of its numbers are finite", () => {
  fc.assert(
    fc.property(smallLog, (log) => {
      const diagnosis = doctor(createDataset(log));
      expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis);
    }),
  );
});

test("renaming the components of the observation changes no finding but the names", () => {
  const log = healthyLog();
  const swapped = healthyLog();
  for (const [from, to] of [
    [log.observations, swapped.observations],
    [log.nextObservations!, swapped.nextObservations!],
  ] as const) {
    to.set(from.map((_, i) => from[i ^ 1]!));
  }
  expect(findings(swapped).map(({ code }) => code)).toEqual(findings(log).map(({ code }) => code));
});
