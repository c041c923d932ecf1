import { expect, test } from "vitest";
import { createDataset, type DatasetColumns } from "../../src/dataset/create-dataset.ts";

const log: DatasetColumns = {
  observations: [0, 0, 1, 1, 2, 2],
  actions: [0, 1, 1],
  rewards: [1, 1, 1],
  terminated: [0, 0, 1],
  truncated: [0, 0, 0],
};

test("rows come from rewards, the observation size from the observations", () => {
  const dataset = createDataset(log);
  expect(dataset.rows).toBe(3);
  expect(dataset.spec).toMatchObject({ observationSize: 2, actions: { kind: "discrete", count: 2 } });
  expect(dataset.spec.observationMean).toHaveLength(2);
  expect(dataset.warnings).toEqual([]);
});

test("flat, nested, typed and boolean columns of one log give equal datasets", () => {
  const reference = createDataset(log);
  const nested = { ...log, observations: [[0, 0], Float64Array.of(1, 1), [2, 2]] };
  const typed = {
    observations: Float32Array.of(0, 0, 1, 1, 2, 2),
    actions: BigInt64Array.of(0n, 1n, 1n),
    rewards: Int8Array.of(1, 1, 1),
    terminated: [false, false, true],
    truncated: Float64Array.of(0, 0, 0),
  };
  expect(createDataset(nested)).toEqual(reference);
  expect(createDataset(typed)).toEqual(reference);
});

test("the arrays of the caller are neither changed nor shared", () => {
  const mine = {
    observations: Float32Array.of(0, 1),
    actions: Int32Array.of(0, 1),
    rewards: Float32Array.of(1, 2),
    terminated: Uint8Array.of(0, 1),
    truncated: Uint8Array.of(0, 1),
    nextObservations: Float32Array.of(1, 2),
  };
  const dataset = createDataset(mine);
  expect(mine.truncated).toEqual(Uint8Array.of(0, 1));
  const before = structuredClone(dataset);
  for (const column of Object.values(mine)) column.fill(1);
  expect(dataset).toEqual(before);
});

test.each([
  ["integers of a typed array", Int16Array.of(0, 1, 2), {}, "discrete"],
  ["integers of a float array", Float32Array.of(0, 1, 2), {}, "continuous"],
  ["plain integers", [0, 1, 2], {}, "discrete"],
  ["plain booleans", [false, true, false], {}, "discrete"],
  ["plain booleans with a count", [false, true, false], { actionCount: 3 }, "discrete"],
  ["plain fractions", [0, 0.5, 1], {}, "continuous"],
  ["plain integers with bounds", [0, 1, 2], { actionBounds: { low: [0], high: [2] } }, "continuous"],
  ["one array a row", [[0], [1], [2]], {}, "continuous"],
  ["one array a row with a count", [[0], [1], [2]], { actionCount: 3 }, "discrete"],
] as const)("%s are the right kind of actions", (_, actions, options, kind) => {
  expect(createDataset({ ...log, actions }, options).spec.actions.kind).toBe(kind);
});

test("actions that are booleans are the numbers 0 and 1, as in a flag", () => {
  const { actions, spec } = createDataset({ ...log, actions: [true, false, true] });
  expect(actions).toEqual(Int32Array.of(1, 0, 1));
  expect(spec.actions).toEqual({ kind: "discrete", count: 2 });
});

test.each(["observations", "actions", "rewards"])(
  "a log without %s, or with null for it, is refused",
  (name) => {
    for (const nothing of [undefined, JSON.parse("null")]) {
      expect(() => createDataset({ ...log, [name]: nothing })).toThrow(`${name} is missing`);
    }
  },
);

test("an unknown column is refused, since a misspelt flag would be lost", () => {
  const columns = { ...log, timeouts: [0, 0, 0] };
  expect(() => createDataset(columns)).toThrow(
    /unknown column "timeouts"; known columns: observations, .*truncated/,
  );
});

test("an unknown option is refused", () => {
  const options = JSON.parse('{ "actionsCount": 2 }');
  expect(() => createDataset(log, options)).toThrow('unknown option "actionsCount"');
});

test.each([
  ["observations", [0, 0, 1, 1]],
  ["actions", [0, 1]],
  ["terminated", [0, 1]],
  ["truncated", [0, 0, 0, 0]],
  ["nextObservations", [1, 2, 3]],
])("%s of another length than rewards are refused by name", (name, values) => {
  expect(() => createDataset({ ...log, [name]: values })).toThrow(
    new RegExp(`^${name} must have .* in each of the 3 rows of rewards; got ${values.length} values`),
  );
});

test.each([
  ["observations", [0, 0, 1, Number.NaN, 2, 2], "observations[1, 1] must be finite; got NaN"],
  ["rewards", [1, 1, Number.POSITIVE_INFINITY], "rewards[2] must be finite; got Infinity"],
  [
    "nextObservations",
    [0, 0, 1, 1, 2, -1e39],
    "nextObservations[2, 1] must be finite in float32; got -1e+39",
  ],
])("a value of %s that is not finite is refused by its place", (name, values, message) => {
  expect(() => createDataset({ ...log, [name]: values })).toThrow(message);
});

test("an empty log is refused", () => {
  const empty = { observations: [], actions: [], rewards: [], terminated: [], truncated: [] };
  expect(() => createDataset(empty)).toThrow("a dataset must have at least one row; got 0");
});

test("what is no object of arrays is refused", () => {
  expect(() => createDataset(JSON.parse("null"))).toThrow("columns must be an object of arrays; got null");
});
