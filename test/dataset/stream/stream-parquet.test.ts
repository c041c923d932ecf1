import { expect, test } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../../src/dataset/dataset.ts";
import type { Minibatch } from "../../../src/dataset/minibatch.ts";
import { writeParquet } from "../../../src/dataset/parquet/write.ts";
import { scaleRewards } from "../../../src/dataset/reward-scaling.ts";
import type { TransitionStream } from "../../../src/dataset/stream/buffered-stream.ts";
import { type StreamOptions, streamParquet } from "../../../src/dataset/stream/stream-parquet.ts";
import { randomStream } from "../../../src/kernels/random.ts";

/** Episodes of seven rows, of which every second is terminated; the observation is the number of the row. */
function log(first: number, rows: number, changes: object = {}): Dataset {
  const row = Array.from({ length: rows }, (_, i) => first + i);
  return createDataset({
    observations: Float32Array.from(row.flatMap((i) => [i, -i])),
    actions: Int32Array.from(row, (i) => i % 5),
    rewards: Float32Array.from(row, (i) => i / 4),
    terminated: row.map((i) => i % 14 === 13),
    truncated: row.map((i) => i % 14 === 6),
    ...changes,
  });
}

const datasets = [log(0, 100), log(100, 60), log(160, 90)];
const shards = await Promise.all(datasets.map((dataset) => writeParquet(dataset, { rowGroupRows: 16 })));
const transitionCount = datasets.reduce((sum, { transitions }) => sum + transitions.length, 0);

const settings: StreamOptions = { bufferTransitions: 20, seed: 3, isolate: false };

function minibatch(size: number): Minibatch {
  return {
    observations: new Float32Array(size * 2),
    actions: new Int32Array(size),
    rewards: new Float32Array(size),
    discounts: new Float32Array(size),
    nextObservations: new Float32Array(size * 2),
  };
}

/** `count` transitions as texts, drawn one by one. */
async function draw(stream: TransitionStream, count: number): Promise<string[]> {
  const sampling = { random: randomStream(1, "draws"), discount: 0.5 };
  const batch = minibatch(1);
  const drawn: string[] = [];
  for (let i = 0; i < count; i++) {
    await stream.prepare(1);
    stream.drawMinibatch(sampling, batch);
    drawn.push(JSON.stringify(Object.values(batch).map((column) => [...column])));
  }
  return drawn;
}

/** What the transitions of the datasets are, by definition. */
function expectedTransitions(): string[] {
  return datasets.flatMap(({ observations, actions, rewards, terminated, transitions }) =>
    Array.from(transitions, (row) => {
      const next = row + 1 - terminated[row]!;
      return JSON.stringify([
        [...observations.subarray(2 * row, 2 * row + 2)],
        [actions[row]],
        [rewards[row]],
        [terminated[row] === 1 ? 0 : 0.5],
        [...observations.subarray(2 * next, 2 * next + 2)],
      ]);
    }),
  );
}

test("a pass that is drained has every transition of every shard once, also across row groups", async () => {
  const stream = await streamParquet(shards, { ...settings, passes: 1 });
  const drawn = await draw(stream, transitionCount);
  expect(drawn.toSorted()).toEqual(expectedTransitions().toSorted());
  await expect(stream.prepare(1)).rejects.toThrow("1 transitions of a stream need them to be there; got 0");
});

test("two passes have every transition twice, in other orders", async () => {
  const stream = await streamParquet(shards, { ...settings, passes: 2 });
  const drawn = await draw(stream, 2 * transitionCount);
  expect(drawn.toSorted()).toEqual([...expectedTransitions(), ...expectedTransitions()].toSorted());
});

test("the order is random, and the same for the same seed", async () => {
  const drawn = async (seed: number) => draw(await streamParquet(shards, { ...settings, seed }), 600);
  const first = await drawn(3);
  expect(await drawn(3)).toEqual(first);
  expect(await drawn(4)).not.toEqual(first);
  const rows = first.map((text) => JSON.parse(text)[0][0]);
  expect(rows.slice(0, 20)).not.toEqual(rows.slice(0, 20).toSorted((a, b) => a - b));
});

test("a process of its own gives the same stream, and is gone when the stream is closed", async () => {
  const here = await streamParquet(shards, { ...settings, passes: 1 });
  const apart = await streamParquet(shards, { bufferTransitions: 20, seed: 3, passes: 1 });
  expect(apart.spec).toEqual(here.spec);
  expect(await draw(apart, 50)).toEqual(await draw(here, 50));
  await apart.close();
});

test("the spec is that of a dataset of all rows", async () => {
  const whole = log(0, 250);
  const { spec } = await streamParquet(shards, settings);
  expect(spec.actions).toEqual(whole.spec.actions);
  expect(spec.observationMean).toEqual(whole.spec.observationMean);
  for (const i of [0, 1]) expect(spec.observationStd[i]).toBeCloseTo(whole.spec.observationStd[i]!, 10);
});

test("a given spec saves the pass before, and is held to", async () => {
  const spec = {
    observationSize: 2,
    observationMean: [0, 0],
    observationStd: [1, 1],
    actions: log(0, 9).spec.actions,
  };
  const stream = await streamParquet(shards, { ...settings, spec });
  expect(stream.spec).toBe(spec);
  const wide = await streamParquet(shards, { ...settings, spec: { ...spec, observationSize: 3 } });
  await expect(wide.prepare(1)).rejects.toThrow(
    /^shard [012] must have 3 components of observations and discrete actions, as spec says; got 2 components/,
  );
});

test("stored successors and continuous actions are streamed as they are", async () => {
  const rows = 10;
  const dataset = createDataset({
    observations: Float32Array.from({ length: rows }, (_, i) => i),
    actions: Float32Array.from({ length: rows * 2 }, (_, i) => i / 8),
    rewards: new Float32Array(rows),
    terminated: new Uint8Array(rows),
    truncated: Array.from({ length: rows }, (_, i) => i === 9),
    nextObservations: Float32Array.from({ length: rows }, (_, i) => i + 1),
  });
  const file = await writeParquet(dataset, { rowGroupRows: 4 });
  const stream = await streamParquet([file], { ...settings, passes: 1 });
  expect(stream.spec.actions).toEqual({ kind: "continuous", size: 2, low: [0, 0.125], high: [2.25, 2.375] });
  await stream.prepare(rows);
  const batch = {
    ...minibatch(rows),
    observations: new Float32Array(rows),
    nextObservations: new Float32Array(rows),
    actions: new Float32Array(rows * 2),
  };
  stream.drawMinibatch({ random: randomStream(0, "draws"), discount: 1 }, batch);
  expect(batch.observations.toSorted()).toEqual(dataset.observations);
  expect(batch.nextObservations).toEqual(batch.observations.map((x) => x + 1));
  expect(batch.actions.filter((_, i) => i % 2 === 0)).toEqual(batch.observations.map((x) => x / 4));
});

test("a damaged shard is named, with the row group", async () => {
  const damaged = Uint8Array.from(shards[1]!);
  const at = Buffer.from(damaged).indexOf(Buffer.from(Float32Array.of(120, 121).buffer));
  damaged.set([0, 0, 0xc0, 0x7f], at);
  await expect(streamParquet([shards[0]!, damaged], settings)).rejects.toThrow(
    /^shard 1, row group 1: column "observation_0"\[4\] must be finite; got NaN$/,
  );
});

test("what a stream cannot give is refused", async () => {
  await expect(streamParquet([], settings)).rejects.toThrow("at least one shard; got 0");
  await expect(streamParquet(shards, { ...settings, bufferTransitions: 0 })).rejects.toThrow(
    "bufferTransitions must be a positive integer; got 0",
  );
  const stream = await streamParquet(shards, settings);
  const sampling = { random: randomStream(1, "draws"), discount: 1 };
  expect(() => stream.drawMinibatch(sampling, minibatch(1))).toThrow("await prepare before every draw");
  await stream.prepare(1);
  expect(() => stream.drawMinibatch({ ...sampling, returnSteps: 3 }, minibatch(1))).toThrow(
    "returnSteps must be 1 in a stream, whose episodes are not in memory; got 3",
  );
  expect(() => stream.drawMinibatch({ ...sampling, sequenceLength: 1 }, minibatch(1))).toThrow(
    "sequences cannot be drawn in a stream, whose episodes are not in memory; got sequenceLength 1",
  );
  expect(() => stream.drawMinibatch(sampling, { ...minibatch(1), nextActions: new Int32Array(1) })).toThrow(
    "next actions are not known in a stream, whose episodes are not in memory",
  );
  await expect(streamParquet(shards, { ...settings, actionCount: 5, spec: stream.spec })).rejects.toThrow(
    "actionCount has no effect beside spec",
  );
});

test("rewards are in the units of a given spec, as those of its dataset", async () => {
  const [dataset] = datasets;
  const scaled = scaleRewards(dataset!, { multiplier: 2, offset: 1 });
  const stream = await streamParquet([shards[0]!], { ...settings, passes: 1, spec: scaled.spec });
  const drawn = await draw(stream, scaled.transitions.length);
  const rewards = drawn.map((text) => JSON.parse(text)[2][0]);
  expect(rewards.toSorted((a, b) => a - b)).toEqual(
    Array.from(scaled.transitions, (row) => scaled.rewards[row]!),
  );
});

test("a wrong seed is refused before the log is read", async () => {
  const damaged = new Uint8Array(100);
  await expect(streamParquet([damaged], { ...settings, seed: -1 })).rejects.toThrow(
    "seed must be an integer",
  );
});
