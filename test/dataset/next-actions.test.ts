import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { growingLog } from "../../src/dataset/growing-log.ts";
import { fillMinibatch } from "../../src/dataset/minibatch.ts";
import { mixDatasets } from "../../src/dataset/mix-datasets.ts";
import { type TransitionSource, transitionSource } from "../../src/dataset/transition-source.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { emptyMinibatch } from "./empty-minibatch.ts";
import { shuffledLog } from "./shuffled-log.ts";

/** Episodes of the rows 0 … 2, which terminates, and 3 … 5, which is truncated; the action of row t is t. */
const columns = {
  observations: [0, 1, 2, 10, 11, 12],
  actions: [0, 1, 2, 3, 4, 5],
  rewards: [1, 2, 4, 8, 16, 32],
  terminated: [0, 0, 1, 0, 0, 0],
  truncated: [0, 0, 0, 0, 0, 1],
};
const implicit = createDataset(columns);
const explicit = createDataset({ ...columns, nextObservations: [1, 2, 3, 11, 12, 13] });

/** What is drawn in 200 draws: [action, next action, successor, reward] by row. */
function drawn(source: TransitionSource, returnSteps = 1) {
  const batch = emptyMinibatch(source.spec, 200, { hasNextActions: true });
  source.drawMinibatch({ random: randomStream(1, "minibatches"), discount: 0.5, returnSteps }, batch);
  const { observations, actions, nextActions, nextObservations, rewards } = batch;
  const rows = [...actions].map((action, i): [number, number[]] => [
    observations[i]!,
    [action, nextActions![i]!, nextObservations[i]!, rewards[i]!],
  ]);
  return Object.fromEntries(rows);
}

test.for([
  { name: "implicit", log: implicit, terminal: 2 },
  { name: "explicit", log: explicit, terminal: 3 },
])(
  "the next row's action; a terminated row's own; a truncated row is not drawn ($name)",
  ({ log, terminal }) => {
    expect(drawn(transitionSource(log))).toEqual({
      0: [0, 1, 1, 1],
      1: [1, 2, 2, 2],
      2: [2, 2, terminal, 4],
      10: [3, 4, 11, 8],
      11: [4, 5, 12, 16],
    });
  },
);

test("after two steps: the action at the state that the returns lead to; they stop before the truncated row", () => {
  expect(drawn(transitionSource(explicit), 2)).toEqual({
    0: [0, 2, 2, 2],
    1: [1, 2, 3, 4],
    2: [2, 2, 3, 4],
    10: [3, 5, 12, 16],
    11: [4, 5, 12, 16],
  });
});

test("vectors of actions come whole", () => {
  const vectors = createDataset({ ...columns, actions: columns.actions.map((a) => [a + 0.5, -a]) });
  const batch = emptyMinibatch(vectors.spec, 2, { hasNextActions: true });
  fillMinibatch(vectors, Int32Array.of(3, 2), 1, batch);
  expect(batch.nextActions).toEqual(Float32Array.of(4.5, -4, 2.5, -2));
});

test("a log that grows has none for its newest row yet, nor for a truncated one", () => {
  const log = growingLog(implicit);
  const step = (at: number, ends: { terminated?: boolean; truncated?: boolean } = {}) =>
    log.append({
      observation: Float32Array.of(at),
      action: at % 6,
      reward: at,
      nextObservation: Float32Array.of(at + 1),
      terminated: false,
      truncated: false,
      ...ends,
    });
  step(100);
  expect(Object.keys(drawn(log)).map(Number)).toEqual([0, 1, 2, 10, 11]);
  step(101, { truncated: true });
  step(200);
  step(201, { terminated: true });
  step(300);
  expect(drawn(log)).toMatchObject({ 100: [4, 5, 101, 100], 200: [2, 3, 201, 200], 201: [3, 3, 202, 201] });
  expect(Object.keys(drawn(log)).map(Number)).toEqual([0, 1, 2, 10, 11, 100, 200, 201]);
  expect(Object.keys(drawn(log, 3))).toEqual(Object.keys(drawn(log)));
});

test("a mixture has the next actions of its components", () => {
  const mixture = mixDatasets([
    { source: implicit, ratio: 1 },
    { source: explicit, ratio: 1 },
  ]);
  expect(Object.keys(drawn(mixture)).map(Number)).toEqual([0, 1, 2, 10, 11]);
  expect(drawn(mixture)[10]).toEqual([3, 4, 11, 8]);
});

test("rows that are not in time order have none", () => {
  const rule = new DatasetError("next actions need episodes; got none: the rows are not in time order");
  const log = shuffledLog();
  expect(() => drawn(transitionSource(log))).toThrow(rule);
  expect(() => drawn(growingLog(log))).toThrow(rule);
  const batch = emptyMinibatch(log.spec, 1, { hasNextActions: true });
  expect(() => fillMinibatch(log, Int32Array.of(0), 1, batch)).toThrow(rule);
});

test("a row without is refused by its place, and so is a log that has no other", () => {
  const batch = emptyMinibatch(explicit.spec, 2, { hasNextActions: true });
  expect(() => fillMinibatch(explicit, Int32Array.of(0, 5), 1, batch)).toThrow(
    new DatasetError("rows[1] must have a next action in the log; got row 5, the last one"),
  );
  const single = createDataset({
    observations: [0],
    nextObservations: [1],
    actions: [0],
    rewards: [0],
    truncated: [1],
  });
  expect(() => drawn(transitionSource(single))).toThrow(
    new DatasetError("next actions need a row that another follows or that terminates; got none"),
  );
});

test("an array of the wrong size or type is refused by name", () => {
  const batch = emptyMinibatch(explicit.spec, 1);
  const fill = (nextActions: Int32Array | Float32Array) => () =>
    fillMinibatch(explicit, Int32Array.of(0), 1, { ...batch, nextActions });
  expect(fill(new Int32Array(2))).toThrow("nextActions of the minibatch must have 1 values; got 2");
  expect(fill(new Float32Array(1))).toThrow("nextActions of the minibatch must be a Int32Array");
});
