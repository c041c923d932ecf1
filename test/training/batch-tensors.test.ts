import { keep, memory, tidy, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { fillMinibatch } from "../../src/dataset/minibatch.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { init } from "../../src/tensor/init.ts";
import { type BatchTensors, batchTensors } from "../../src/training/batch-tensors.ts";
import { continuousLog } from "../algorithms/continuous-log.ts";
import { randomLog } from "../algorithms/random-log.ts";
import { entriesOf } from "../tensor/entries.ts";

await init();

const log = randomLog();

test("shapes and types are those of a minibatch of discrete actions", () => {
  const { batch } = batchTensors({ batchSize: 5 }, log.spec);
  const described = Object.entries(batch).map(([name, { shape, dtype }]) => [name, shape, dtype]);
  expect(described).toEqual([
    ["observations", [5, 3], "float32"],
    ["actions", [5], "int32"],
    ["rewards", [5], "float32"],
    ["discounts", [5], "float32"],
    ["nextObservations", [5, 3], "float32"],
  ]);
});

test("of continuous actions, with next actions and continuations where they are asked for", () => {
  const shape = { batchSize: 6, nextActions: true, sequenceLength: 3 };
  const { batch } = batchTensors(shape, continuousLog().spec);
  const described = Object.entries(batch).map(([name, { shape, dtype }]) => [name, shape, dtype]);
  expect(described).toEqual([
    ["observations", [6, 3], "float32"],
    ["actions", [6, 2], "float32"],
    ["rewards", [6], "float32"],
    ["discounts", [6], "float32"],
    ["nextObservations", [6, 3], "float32"],
    ["nextActions", [6, 2], "float32"],
    ["continues", [6], "float32"],
  ]);
});

test("continuous actions, next ones and continuations are written too: row 7 terminates", () => {
  const log = continuousLog();
  const { batch, views } = batchTensors({ batchSize: 3, nextActions: true, sequenceLength: 3 }, log.spec);
  fillMinibatch(log, Int32Array.of(5, 6, 7), 0.5, views());
  expect(entriesOf(batch.actions)).toEqual([...log.actions.subarray(10, 16)]);
  expect(entriesOf(batch.nextActions!)).toEqual([
    ...log.actions.subarray(12, 16),
    ...log.actions.subarray(14, 16),
  ]);
  expect(entriesOf(batch.continues!)).toEqual([1, 1, 0]);
});

test("what is written into the views is what the tensors hold, at an address that does not change", () => {
  const { batch, views } = batchTensors({ batchSize: 4 }, log.spec);
  const backend = acceleratedBackend();
  const addresses = () => Object.values(batch).map((tensor) => backend.address(tensor));
  const before = addresses();
  for (const rows of [Int32Array.of(0, 7, 2, 2), Int32Array.of(9, 8, 1, 0)]) {
    fillMinibatch(log, rows, 0.5, views());
    expect(entriesOf(batch.rewards)).toEqual([...rows].map((row) => log.rewards[row]));
    expect(entriesOf(batch.actions)).toEqual([...rows].map((row) => log.actions[row]));
    expect(entriesOf(batch.discounts)).toEqual([...rows].map((row) => (log.terminated[row] === 1 ? 0 : 0.5)));
    const firstRow = log.observations.subarray(3 * rows[0]!, 3 * rows[0]! + 3);
    expect(entriesOf(batch.observations).slice(0, 3)).toEqual([...firstRow]);
  }
  expect(addresses()).toEqual(before);
});

test("they outlive the tidy that they are made in, and dispose frees all of them", () => {
  const before = memory();
  const made: BatchTensors[] = [];
  tidy(() => void made.push(batchTensors({ batchSize: 4 }, log.spec)));
  const [tensors] = made;
  expect(memory().numTensors - before.numTensors).toBe(5);
  expect(entriesOf(tensors!.batch.rewards)).toEqual([0, 0, 0, 0]);
  tensors!.dispose();
  expect(memory()).toEqual(before);
});

test("the views stay the same until the heap grows, and then are new ones of the same tensors", () => {
  const { batch, views, dispose } = batchTensors({ batchSize: 4 }, log.spec);
  const before = views();
  expect(views()).toBe(before);
  before.rewards.set([1, 2, 3, 4]);
  const large = tidy(() => keep(zeros([2 ** 24])));
  const after = views();
  expect(before.rewards.length).toBe(0);
  expect([...after.rewards]).toEqual([1, 2, 3, 4]);
  expect(entriesOf(batch.rewards)).toEqual([1, 2, 3, 4]);
  large.dispose();
  dispose();
});
