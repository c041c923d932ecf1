import { expect, test } from "vitest";
import { assembleDataset, type Dataset } from "../../../src/dataset/dataset.ts";
import { Findings } from "../../../src/dataset/findings.ts";
import { tableColumns } from "../../../src/dataset/table/table-columns.ts";
import type { ColumnMapping, Table } from "../../../src/dataset/table.ts";
import { tableOf } from "./table-of.ts";

function load(table: Table, mapping?: ColumnMapping, options = {}): Dataset {
  const findings = new Findings();
  return assembleDataset(tableColumns(table, mapping, findings), options, findings);
}

/** Two sessions whose rows alternate; the first is recorded backwards. */
const sessions = {
  session: ["b", "a", "b", "a", "b"],
  t: [30, 1, 20, 2, 10],
  x: [3, 5, 2, 6, 1],
  y: [-3, -5, -2, -6, -1],
  press: ["left", "right", "left", "left", "right"],
  points: [0.5, 1, 0, 2, 0],
};

const mapping: ColumnMapping = {
  observation: ["x", "y"],
  action: "press",
  reward: "points",
  episode: "session",
  step: "t",
};

test("rows are grouped by episode in order of appearance and sorted by step, all columns alike", () => {
  const dataset = load(tableOf({ ...sessions, ended: [1, 0, 0, 0, 0] }), { ...mapping, terminated: "ended" });
  expect([...dataset.observations]).toEqual([1, -1, 2, -2, 3, -3, 5, -5, 6, -6]);
  expect([...dataset.rewards]).toEqual([0, 0, 0.5, 1, 2]);
  expect([...dataset.actions]).toEqual([1, 0, 0, 1, 0]);
  expect([...dataset.terminated]).toEqual([0, 0, 1, 0, 0]);
  expect([...dataset.truncated]).toEqual([0, 0, 0, 0, 1]);
  expect(dataset.episodes).toEqual([
    { start: 0, end: 3 },
    { start: 3, end: 5 },
  ]);
  expect(dataset.warnings).toEqual([]);
});

test("without a step the rows of an episode stay in the order of the table", () => {
  const { step: _, ...unordered } = mapping;
  const dataset = load(tableOf(sessions), unordered);
  expect([...dataset.rewards]).toEqual([0.5, 0, 0, 1, 2]);
  expect(dataset.warnings.map(({ code }) => code)).toEqual(["missing-terminated"]);
});

test("texts are sorted labels of discrete actions, and a note says so", () => {
  const { spec, notes } = load(tableOf(sessions), mapping);
  expect(spec.actions).toEqual({ kind: "discrete", count: 2, labels: ["left", "right"] });
  expect(notes).toContainEqual({
    code: "action-labels",
    message: 'column "press" has 2 labels, sorted: 0 = "left", 1 = "right"; spec.actions.labels has them all',
  });
  expect(load(tableOf(sessions), mapping, { actionCount: 4 }).spec.actions).toMatchObject({ count: 4 });
  expect(() => load(tableOf(sessions), mapping, { actionCount: 1 })).toThrow(
    'column "press"[4] must be an integer from 0 to 0; got 1',
  );
});

test("a list of one integer column is a continuous action, its name alone a discrete one", () => {
  const table = tableOf({ x: [1, 2], a: [0, 1], r: [0, 0], end: [0, 1], cut: [0, 0] });
  const names = { observation: "x", reward: "r", terminated: "end", truncated: "cut" };
  expect(load(table, { ...names, action: "a" }).spec.actions).toEqual({ kind: "discrete", count: 2 });
  expect(load(table, { ...names, action: ["a"] }).spec.actions).toMatchObject({
    kind: "continuous",
    size: 1,
  });
});

test("vector columns and scalar columns side by side are one vector", () => {
  const pair = { values: new Float32Array([1, 2, 3, 4]), width: 2, integer: false };
  const table = tableOf({ z: [9, 8], pair, a: [0, 1], r: [0, 0], n: pair, m: [7, 7] });
  const { observations, nextObservations, spec } = load(table, {
    observation: ["pair", "z"],
    nextObservation: ["m", "n"],
    action: "a",
    reward: "r",
    terminated: true,
  });
  expect(spec.observationSize).toBe(3);
  expect([...observations]).toEqual([1, 2, 9, 3, 4, 8]);
  expect([...(nextObservations ?? [])]).toEqual([7, 1, 2, 7, 3, 4]);
});

test("terminated: true makes every row an episode, as in the log of a bandit", () => {
  const table = tableOf({ x: [1, 2, 3], a: [0, 1, 0], r: [0, 1, 0], p: [0.5, 0.25, 1] });
  const dataset = load(table, {
    observation: "x",
    action: "a",
    reward: "r",
    behaviorProbability: "p",
    terminated: true,
  });
  expect(dataset.episodes).toHaveLength(3);
  expect([...dataset.transitions]).toEqual([0, 1, 2]);
  expect(dataset.behaviorLogProbabilities).toEqual(new Float32Array([Math.log(0.5), Math.log(0.25), 0]));
  expect(dataset.warnings).toEqual([]);
});

test.each([
  ["D4RL", ["observations", "actions", "rewards", "terminals", "timeouts", "next_observations"]],
  ["createDataset", ["observations", "actions", "rewards", "terminated", "truncated", "nextObservations"]],
  ["our writers", ["observation", "action", "reward", "terminated", "truncated", "next_observation"]],
])("the names of %s need no mapping", (_, [s = "", a = "", r = "", end = "", cut = "", next = ""]) => {
  const table = tableOf({
    [s]: [1, 2],
    [a]: [0, 1],
    [r]: [3, 4],
    [end]: [0, 1],
    [cut]: [0, 0],
    [next]: [2, 5],
  });
  const dataset = load(table);
  expect(dataset.rewards).toEqual(new Float32Array([3, 4]));
  expect(dataset.nextObservations).toEqual(new Float32Array([2, 5]));
  expect(dataset.notes.map(({ code }) => code)).not.toContain("ignored-columns");
});

test("numbered names are the components of a vector, and what is left over is noted", () => {
  const table = tableOf({
    observation_1: [3],
    observation_0: [1],
    action_0: [0],
    reward: [0],
    episode: [7],
    done: [1],
  });
  const { observations, spec, notes } = load(table);
  expect([...observations]).toEqual([1, 3]);
  expect(spec.actions.kind).toBe("continuous");
  expect(notes).toContainEqual({
    code: "ignored-columns",
    message: "1 of 6 columns are not used: done; pass { columns } to use them",
  });
});

test("messages name the row of the table, wherever the row has gone", () => {
  const damaged = { ...sessions, y: [-3, -5, Number.NaN, -6, -1] };
  expect(() => load(tableOf(damaged), mapping)).toThrow('column "y"[2] must be finite; got NaN');
  const flags = { ...sessions, cut: [0.5, 0, 0, 0, 0] };
  expect(() => load(tableOf(flags), { ...mapping, truncated: "cut" })).toThrow(
    'column "cut"[0] must be 0 or 1; got 0.5',
  );
});

test("an episode that no flag ends is cut, with a warning", () => {
  const dataset = load(tableOf({ ...sessions, cut: [0, 0, 0, 1, 0] }), { ...mapping, truncated: "cut" });
  expect([...dataset.truncated]).toEqual([0, 0, 1, 0, 1]);
  expect(dataset.warnings.map(({ message }) => message)).toContain(
    '1 of 2 episodes end without a flag, the first is "b" with row 0: they count as truncated',
  );
});

test.each<[string, Record<string, readonly number[] | readonly string[]>, Partial<ColumnMapping>, string]>([
  [
    "a terminated row inside an episode",
    { end: [0, 0, 1, 0, 0] },
    { terminated: "end" },
    'column "end"[2] must be 0: row 2 is not the last of episode "b"; got 1',
  ],
  [
    "a truncated row inside an episode",
    { cut: [0, 1, 0, 0, 0] },
    { truncated: "cut" },
    'column "cut"[1] must be 0: row 1 is not the last of episode "a"; got 1',
  ],
  [
    "a step that occurs twice",
    { t: [1, 1, 2, 2, 1] },
    {},
    'column "t"[4] must differ from the other steps of episode "b"; got 1, as in row 0',
  ],
  ["a step that is not finite", { t: [1, Number.NaN, 2, 2, 3] }, {}, 'column "t"[1] must be finite; got NaN'],
  [
    "texts as rewards",
    { points: ["a", "b", "c", "d", "e"] },
    {},
    'column "points"[0] must be a number; got "a"',
  ],
  [
    "an impossible probability",
    { p: [0.5, 0.5, 0, 0.5, 0.5] },
    { behaviorProbability: "p" },
    'column "p"[2] must be a probability in (0, 1]; got 0',
  ],
  [
    "a probability above 1",
    { p: [0.5, 1.5, 1, 0.5, 0.5] },
    { behaviorProbability: "p" },
    'column "p"[1] must be a probability in (0, 1]; got 1.5',
  ],
  [
    "successors of another width",
    { n: [1, 2, 3, 4, 5] },
    { nextObservation: "n" },
    "columns.nextObservation must have 2 components, as columns.observation has; got 1",
  ],
  [
    "a name that the table does not have",
    {},
    { reward: "point" },
    'columns.reward is "point", but the columns are session, t, x, y, press, points',
  ],
  [
    "one column with two meanings",
    {},
    { reward: "x" },
    '"x" is named twice, by columns.observation and columns.reward',
  ],
  ["constant ends beside episodes", {}, { terminated: true }, "columns.episode has no effect"],
])("%s is refused", (_, columns, changes, message) => {
  expect(() => load(tableOf({ ...sessions, ...columns }), { ...mapping, ...changes })).toThrow(message);
});

test("an episode that has no number is refused", () => {
  const table = tableOf({ ...sessions, session: [1, Number.NaN, 1, 2, 2] });
  expect(() => load(table, mapping)).toThrow('column "session"[1] must name an episode; got NaN');
});

test("a vector where one value a row is needed is refused", () => {
  const pair = { values: [1, 2, 3, 4], width: 2, integer: false };
  const table = tableOf({ x: [1, 2], a: [0, 1], pair });
  const names: ColumnMapping = { observation: "x", action: "a", reward: "pair", terminated: true };
  expect(() => load(table, names)).toThrow('column "pair" must have one value a row; got 2');
});
