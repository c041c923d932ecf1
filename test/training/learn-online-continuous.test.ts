import { expect, test } from "vitest";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import { datasetManifest } from "../../src/dataset/manifest.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { init } from "../../src/tensor/init.ts";
import { type ContinuousOnlineProgress, learnOnline } from "../../src/training/learn-online.ts";
import type { ContinuousOnlineOptions } from "../../src/training/online-options.ts";
import { aiming, meanLearner, target } from "./mean-learner.ts";

await init();

const options: ContinuousOnlineOptions = { steps: 600, warmUp: 200, interval: 50 };

async function learn(given: ContinuousOnlineOptions = options) {
  let last: ContinuousOnlineProgress | undefined;
  for await (const round of learnOnline((spec) => meanLearner(spec), aiming(), given)) last = round;
  const action = last!.learner.policy().act(Float32Array.of(0));
  const log = last!.log();
  last!.learner.dispose();
  return { last: last!, action, log };
}

test("it finds the action that the reward is largest for", async () => {
  const { action, last } = await learn();
  target.forEach((component, i) => {
    expect(Math.abs(action[i]! - component)).toBeLessThan(0.1);
  });
  expect(last).not.toHaveProperty("epsilon");
});

test("the log has uniform actions at first, then the explorer's, with the log-density of each", async () => {
  const { log } = await learn();
  expect(log.spec.actions).toEqual({ kind: "continuous", size: 2, low: [-1, -1], high: [1, 1] });
  const densities = log.behaviorLogProbabilities!;
  for (const density of densities.subarray(0, 200)) expect(density).toBeCloseTo(-2 * Math.log(2), 6);
  const mean = (from: number, to: number) => {
    const first = [...log.actions.subarray(2 * from, 2 * to)].filter((_, i) => i % 2 === 0);
    return first.reduce((sum, x) => sum + x, 0) / first.length;
  };
  // five standard deviations of a mean of 200 uniform numbers, and of 100 about the target
  expect(Math.abs(mean(0, 200))).toBeLessThan(0.205);
  expect(Math.abs(mean(log.rows - 100, log.rows) - target[0])).toBeLessThan(0.16);
  expect(densities.subarray(200).some((density) => density !== densities[0])).toBe(true);
});

test("the same seed makes the same log, another seed another", async () => {
  const manifests = [];
  for (const seed of [0, 0, 1])
    manifests.push(await datasetManifest((await learn({ ...options, seed })).log));
  expect(manifests[1]).toEqual(manifests[0]);
  expect(manifests[2]).not.toEqual(manifests[0]);
});

test("epsilon is refused: it has no effect", async () => {
  const given = { ...options, epsilon: () => 0.5 };
  await expect(learn(given)).rejects.toThrow(
    new RangeError("epsilon has no effect on continuous actions, which the learner's explorer draws"),
  );
});

test("a learner without an explorer is refused", async () => {
  const make = (spec: DatasetSpec): Algorithm<Float32Array> => {
    const { explorer, ...learner } = meanLearner(spec);
    return learner;
  };
  // @ts-expect-error: the compiler refuses it too
  const rounds = learnOnline(make, aiming(), options);
  await expect(rounds.next()).rejects.toThrow(
    new TypeError("learnOnline takes a learner that explores; got mean, without explorer"),
  );
});
