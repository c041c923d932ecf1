import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { type GrowingLog, growingLog } from "../../src/dataset/growing-log.ts";
import type { LoggedTransition } from "../../src/dataset/logged-transition.ts";
import type { Minibatch } from "../../src/dataset/minibatch.ts";
import { mixDatasets } from "../../src/dataset/mix-datasets.ts";
import { scaleRewards } from "../../src/dataset/reward-scaling.ts";
import { type MinibatchSampling, transitionSource } from "../../src/dataset/transition-source.ts";
import { cartPole } from "../../src/env/cartpole.ts";
import { randomPolicy } from "../../src/env/controllers.ts";
import { episode } from "../../src/env/episode.ts";
import { randomStream } from "../../src/kernels/random.ts";
import fc from "../fast-check.ts";
import { emptyMinibatch } from "./empty-minibatch.ts";
import { threeEpisodes } from "./three-episodes.ts";

const { spec } = threeEpisodes();

/** The step from `at` to `at` + 1, with reward `at`. */
function step(at: number, changes: Partial<LoggedTransition> = {}): LoggedTransition {
  return {
    observation: Float32Array.of(at),
    action: at % 4,
    reward: at,
    nextObservation: Float32Array.of(at + 1),
    terminated: false,
    truncated: false,
    ...changes,
  };
}

function appendSteps(log: GrowingLog, from: number, to: number): GrowingLog {
  for (let at = from; at < to; at++) log.append(step(at));
  return log;
}

function draw(log: GrowingLog, size: number, sampling: Partial<MinibatchSampling> = {}): Minibatch {
  const batch = emptyMinibatch(log.spec, size);
  log.drawMinibatch({ random: randomStream(1, "minibatches"), discount: 0.5, ...sampling }, batch);
  return batch;
}

test("what was appended is drawn: every transition whole, and each about as often", () => {
  const log = appendSteps(growingLog(spec), 0, 4);
  log.append(step(4, { terminated: true }));
  const batch = draw(log, 5000);
  batch.observations.forEach((at, i) => {
    expect(batch.rewards[i]).toBe(at);
    expect(batch.actions[i]).toBe(at % 4);
    expect(batch.nextObservations[i]).toBe(at + 1);
    expect(batch.discounts[i]).toBe(at === 4 ? 0 : 0.5);
  });
  for (const at of [0, 1, 2, 3, 4]) {
    const share = batch.observations.filter((value) => value === at).length / 5000;
    // five standard deviations of a share of 1/5 in 5,000 draws
    expect(Math.abs(share - 1 / 5)).toBeLessThan(0.0283);
  }
});

test("transitions are copied", () => {
  const log = growingLog(spec);
  const first = step(7);
  log.append(first);
  first.observation.fill(0);
  first.nextObservation.fill(0);
  expect(draw(log, 1)).toMatchObject({
    observations: Float32Array.of(7),
    nextObservations: Float32Array.of(8),
  });
});

test("it starts from a dataset: both are drawn from, each transition about as often", () => {
  const log = appendSteps(growingLog(threeEpisodes()), 100, 104);
  const { observations, nextObservations } = draw(log, 5000);
  const online = observations.filter((at) => at >= 100);
  // five standard deviations of a share of 4/10 in 5,000 draws
  expect(Math.abs(online.length / 5000 - 4 / 10)).toBeLessThan(0.0347);
  expect(new Set(observations)).toEqual(new Set([0, 1, 20, 30, 31, 32, 100, 101, 102, 103]));
  expect(nextObservations).toEqual(observations.map((at) => at + 1));
});

test("before anything is appended it draws from the dataset alone", () => {
  const dataset = threeEpisodes();
  const transitions = (batch: Minibatch) => [...batch.observations].sort((a, b) => a - b);
  const expected = emptyMinibatch(spec, 20);
  transitionSource(dataset).drawMinibatch(
    { random: randomStream(1, "minibatches"), discount: 0.5 },
    expected,
  );
  expect(transitions(draw(growingLog(dataset), 20))).toEqual(transitions(expected));
});

test("a dataset that does not store successors is drawn from as well", () => {
  const implicit = createDataset(
    {
      observations: [0, 1, 2],
      actions: [0, 1, 2],
      rewards: [0, 1, 2],
      terminated: [0, 0, 0],
      truncated: [0, 0, 1],
    },
    { actionCount: 4 },
  );
  const log = appendSteps(growingLog(implicit), 100, 102);
  const { observations, nextObservations } = draw(log, 200);
  expect(new Set(observations)).toEqual(new Set([0, 1, 100, 101]));
  expect(nextObservations).toEqual(observations.map((at) => at + 1));
});

test("beyond the capacity the oldest are dropped, but never a row of the dataset", () => {
  const log = appendSteps(growingLog(threeEpisodes(), { capacity: 3 }), 100, 110);
  expect(log.rows).toBe(3);
  expect(new Set(draw(log, 500).observations)).toEqual(new Set([0, 1, 20, 30, 31, 32, 107, 108, 109]));
});

test("its rows are always the last ones, as a plain list would have them", () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 2500 }), fc.integer({ min: 1, max: 6000 }));
  fc.assert(
    fc.property(sizes, ([capacity, count]) => {
      const log = appendSteps(growingLog(spec, { capacity }), 0, count);
      const kept = Array.from({ length: count }, (_, at) => at).slice(-capacity);
      expect(log.rows).toBe(kept.length);
      const dataset = log.toDataset();
      expect([...dataset.rewards]).toEqual(kept);
      expect([...dataset.nextObservations!]).toEqual(kept.map((at) => at + 1));
      expect([...draw(log, 50).rewards].every((at) => kept.includes(at))).toBe(true);
    }),
    { numRuns: 25 },
  );
});

test("returns of several steps stop at ends of episodes and at the newest row", () => {
  const log = growingLog(spec);
  log.append(step(1));
  log.append(step(2, { truncated: true }));
  log.append(step(10));
  log.append(step(11, { terminated: true }));
  log.append(step(20));
  const { observations, rewards, discounts, nextObservations } = draw(log, 100, { returnSteps: 3 });
  const expected: Record<number, readonly number[]> = {
    1: [2, 0.25, 3],
    2: [2, 0.5, 3],
    10: [15.5, 0, 12],
    11: [11, 0, 12],
    20: [20, 0.5, 21],
  };
  observations.forEach((at, i) => {
    expect([rewards[i], discounts[i], nextObservations[i]]).toEqual(expected[at]);
  });
  expect(new Set(observations).size).toBe(5);
});

test("as a dataset it has the rows in order, and its episode that goes on counts as truncated", () => {
  const log = growingLog(threeEpisodes());
  log.append(step(1, { behaviorLogProbability: -1 }));
  log.append(step(2, { behaviorLogProbability: -2, terminated: true, truncated: true }));
  log.append(step(10, { behaviorLogProbability: -3 }));
  expect(log.toDataset()).toEqual(
    createDataset(
      {
        observations: [1, 2, 10],
        actions: [1, 2, 2],
        rewards: [1, 2, 10],
        terminated: [0, 1, 0],
        truncated: [0, 0, 1],
        nextObservations: [2, 3, 11],
        behaviorLogProbabilities: [-1, -2, -3],
      },
      { actionCount: 4 },
    ),
  );
  log.append(step(11, { behaviorLogProbability: -4 }));
  expect([...log.toDataset().truncated]).toEqual([0, 0, 0, 1]);
});

test("rewards are scaled as those of the dataset that it starts from", () => {
  const log = growingLog(scaleRewards(threeEpisodes(), { multiplier: 0.5, offset: -1 }).spec);
  log.append(step(10));
  expect(draw(log, 1).rewards).toEqual(Float32Array.of(4));
  expect(log.toDataset().spec.rewardScaling).toEqual({ multiplier: 0.5, offset: -1 });
});

test("continuous actions are kept whole, and steps of an environment can be appended as they come", () => {
  const actions = { kind: "continuous", size: 2, low: [-1, -1], high: [1, 1] } as const;
  const continuous = growingLog({ ...spec, actions });
  continuous.append(step(0, { action: Float32Array.of(0.5, -0.5) }));
  continuous.append(step(1, { action: Float32Array.of(0.25, 1) }));
  expect(continuous.toDataset().actions).toEqual(Float32Array.of(0.5, -0.5, 0.25, 1));

  const poles = createDataset({
    observations: [[0, 0, 0, 0]],
    actions: [1],
    rewards: [1],
    terminated: [1],
  });
  const log = growingLog(poles.spec);
  const random = randomStream(0, "episodes");
  for (let repeat = 0; repeat < 3; repeat++) {
    for (const transition of episode(cartPole(), randomPolicy(2, random), random)) log.append(transition);
  }
  expect(log.toDataset().episodes).toHaveLength(3);
  expect(log.toDataset().warnings).toEqual([]);
});

test("it is a component of a mixture", () => {
  const log = appendSteps(growingLog(spec), 100, 110);
  const mixture = mixDatasets([
    { source: threeEpisodes(), ratio: 1 },
    { source: log, ratio: 1 },
  ]);
  const batch = emptyMinibatch(mixture.spec, 6);
  mixture.drawMinibatch({ random: randomStream(1, "minibatches"), discount: 0.5 }, batch);
  expect([...batch.observations].map((at) => at >= 100)).toEqual([false, false, false, true, true, true]);
});

test.for([
  {
    given: step(0, { observation: new Float32Array(2) }),
    message: "observation must be a Float32Array of 1 numbers; got 2",
  },
  {
    given: step(0, { observation: Float32Array.of(Number.NaN) }),
    message: "observation[0] must be a finite number in float32; got NaN",
  },
  {
    given: { ...step(0), nextObservation: JSON.parse("[1]") },
    message: "nextObservation must be a Float32Array of 1 numbers; got Array",
  },
  { given: step(0, { action: 4 }), message: "action must be an integer from 0 to 3; got 4" },
  { given: step(0, { action: 0.5 }), message: "action must be an integer from 0 to 3; got 0.5" },
  { given: step(0, { reward: 1e39 }), message: "reward must be a finite number in float32; got 1e+39" },
  { given: { ...step(0), terminated: JSON.parse("1") }, message: "terminated must be true or false; got 1" },
  {
    given: step(0, { behaviorLogProbability: 0.5 }),
    message: "behaviorLogProbability must be at most 0; got 0.5",
  },
])("$message", ({ given, message }) => {
  const log = growingLog(spec);
  expect(() => log.append(given)).toThrow(new DatasetError(message));
  expect(log.rows).toBe(0);
  expect(() => log.toDataset()).toThrow(new DatasetError("a dataset must have at least one row; got 0"));
});

test("a reward that does not survive the scaling is refused", () => {
  const log = growingLog({ ...spec, rewardScaling: { multiplier: 1e30, offset: 0 } });
  expect(() => log.append(step(0, { reward: 1e10 }))).toThrow(
    new DatasetError("the scaled reward must be a finite number in float32; got 1e+40"),
  );
});

test("a jump inside an episode is refused, and so is a log-probability that comes and goes", () => {
  const log = appendSteps(growingLog(spec), 0, 2);
  expect(() => log.append(step(5))).toThrow(
    new DatasetError(
      "observation[0] must be 2, the nextObservation of the transition before, whose episode no flag ended; got 5",
    ),
  );
  expect(() => log.append(step(2, { behaviorLogProbability: -1 }))).toThrow(
    new DatasetError("behaviorLogProbability must not be given, as with the first transition"),
  );
  log.append(step(2));
  expect(log.rows).toBe(3);
});

test("an empty log cannot be drawn from, and no capacity is less than 1", () => {
  expect(() => draw(growingLog(spec), 1)).toThrow(
    new DatasetError("the log has no transitions to sample yet"),
  );
  expect(() => growingLog(spec, { capacity: 0 })).toThrow(
    new DatasetError("capacity must be an integer of at least 1; got 0"),
  );
  expect(() => growingLog(spec, JSON.parse('{ "size": 3 }'))).toThrow(
    new DatasetError('unknown option "size"; known options: capacity'),
  );
});
