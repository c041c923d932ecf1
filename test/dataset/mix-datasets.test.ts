import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { apportion, mixDatasets } from "../../src/dataset/mix-datasets.ts";
import { transitionSource } from "../../src/dataset/transition-source.ts";
import { randomStream } from "../../src/kernels/random.ts";
import fc from "../fast-check.ts";
import { emptyMinibatch } from "./empty-minibatch.ts";

/** Four terminal rows with observations `value` and −`value`, by turns. */
function logOf(value: number, wide = false): Dataset {
  const signs = [1, -1, 1, -1];
  return createDataset(
    {
      observations: signs.map((sign) => (wide ? [sign * value, 0] : [sign * value])),
      actions: [0, 1, 0, 1],
      rewards: signs.map(() => value),
      terminated: [1, 1, 1, 1],
    },
    { actionCount: 2 },
  );
}

const [tens, hundreds, thousands] = [logOf(10), logOf(100), logOf(1000)];

test.for([
  { size: 8, ratios: [1, 1], counts: [4, 4] },
  { size: 7, ratios: [1, 1], counts: [4, 3] },
  { size: 10, ratios: [0.7, 0.2, 0.1], counts: [7, 2, 1] },
  { size: 10, ratios: [6, 3, 1], counts: [6, 3, 1] },
  // quotas 4.5, 3.3, 2.2: the remainder of the first is the largest
  { size: 10, ratios: [45, 33, 22], counts: [5, 3, 2] },
  // quotas 0.9, 8.1
  { size: 9, ratios: [1, 9], counts: [1, 8] },
])("$size transitions in the ratio $ratios are $counts", ({ size, ratios, counts }) => {
  const sources = [tens, hundreds, thousands];
  const mixture = mixDatasets(ratios.map((ratio, i) => ({ source: sources[i]!, ratio })));
  const batch = emptyMinibatch(mixture.spec, size);
  const random = randomStream(0, "minibatches");
  for (let repeat = 0; repeat < 3; repeat++) {
    mixture.drawMinibatch({ random, discount: 1 }, batch);
    const expected = counts.flatMap((count, i) => Array<number>(count).fill(10 ** (i + 1)));
    expect([...batch.rewards]).toEqual(expected);
    expect([...batch.observations].map(Math.abs)).toEqual(expected);
  }
});

test("parts are whole numbers of the right sum, none further from its share than 1", () => {
  const weights = fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(weights, fc.integer({ min: 1, max: 10_000 }), (ratios, total) => {
      const sum = ratios.reduce((a, b) => a + b);
      const counts = apportion(
        total,
        ratios.map((ratio) => ratio / sum),
      );
      expect(counts.reduce((a, b) => a + b)).toBe(total);
      counts.forEach((count, i) => {
        expect(Math.abs(count - (total * ratios[i]!) / sum)).toBeLessThan(1 + 1e-9);
      });
    }),
  );
});

test("the components draw one after another from the one stream, each what it would draw alone", () => {
  const mixture = mixDatasets([
    { source: tens, ratio: 1 },
    { source: transitionSource(hundreds), ratio: 3 },
  ]);
  const batch = emptyMinibatch(mixture.spec, 8);
  mixture.drawMinibatch({ random: randomStream(5, "minibatches"), discount: 0.5 }, batch);
  const random = randomStream(5, "minibatches");
  const parts = [tens, hundreds].map((source, i) => {
    const part = emptyMinibatch(mixture.spec, [2, 6][i]!);
    transitionSource(source).drawMinibatch({ random, discount: 0.5 }, part);
    return part;
  });
  const joined = parts.map(({ actions, observations }) => ({
    actions: [...actions],
    observations: [...observations],
  }));
  expect([...batch.observations]).toEqual(joined.flatMap(({ observations }) => observations));
  expect([...batch.actions]).toEqual(joined.flatMap(({ actions }) => actions));
});

test("vectors of observations and actions are divided whole", () => {
  const log = (value: number) =>
    createDataset({
      observations: [
        [value, 1],
        [value, 2],
      ],
      actions: Float32Array.of(value, value, value, value, value, value),
      rewards: [value, value],
      terminated: [1, 1],
    });
  const mixture = mixDatasets([
    { source: log(1), ratio: 1 },
    { source: log(2), ratio: 2 },
  ]);
  const batch = emptyMinibatch(mixture.spec, 3);
  mixture.drawMinibatch({ random: randomStream(0, "minibatches"), discount: 1 }, batch);
  expect([0, 2, 4].map((i) => batch.observations[i])).toEqual([1, 2, 2]);
  expect([...batch.actions]).toEqual([1, 1, 1, 2, 2, 2, 2, 2, 2]);
});

test("statistics are those of the mixture: ¾ · ±10 and ¼ · ±100 have the variance 75 + 2500", () => {
  const { observationMean, observationStd } = mixDatasets([
    { source: tens, ratio: 3 },
    { source: hundreds, ratio: 1 },
  ]).spec;
  expect(observationMean).toEqual([0]);
  expect(observationStd[0]).toBeCloseTo(Math.sqrt(0.75 * 100 + 0.25 * 10_000), 9);
});

test("constant observations that differ between components do change in the mixture", () => {
  const constant = (value: number) =>
    createDataset({ observations: [value, value], actions: [0, 0], rewards: [0, 0], terminated: [1, 1] });
  const { spec } = mixDatasets([
    { source: constant(1), ratio: 1 },
    { source: constant(3), ratio: 1 },
  ]);
  expect(spec).toMatchObject({ observationMean: [2], observationStd: [1] });
});

test("mixtures mix: a component may be one", () => {
  const inner = mixDatasets([
    { source: tens, ratio: 1 },
    { source: hundreds, ratio: 1 },
  ]);
  const mixture = mixDatasets([
    { source: inner, ratio: 1 },
    { source: thousands, ratio: 1 },
  ]);
  const batch = emptyMinibatch(mixture.spec, 4);
  mixture.drawMinibatch({ random: randomStream(0, "minibatches"), discount: 1 }, batch);
  expect([...batch.rewards]).toEqual([10, 100, 1000, 1000]);
});

test("a component is prepared for all transitions at first, then for its share; others need nothing", async () => {
  const asked: number[] = [];
  const prepare = async (transitions: number) => void asked.push(transitions);
  const mixture = mixDatasets([
    { source: { ...transitionSource(tens), prepare }, ratio: 1 },
    { source: hundreds, ratio: 3 },
  ]);
  await mixture.prepare?.(16);
  mixture.drawMinibatch(
    { random: randomStream(0, "minibatches"), discount: 1 },
    emptyMinibatch(mixture.spec, 8),
  );
  await mixture.prepare?.(16);
  expect(asked).toEqual([16, 4]);
  expect(mixDatasets([{ source: tens, ratio: 1 }])).not.toHaveProperty("prepare");
});

test.for([
  { components: [], message: "components must have at least one entry; got 0" },
  {
    components: [{ source: tens, ratio: 0 }],
    message: "components[0].ratio must be a positive number; got 0",
  },
  {
    components: [
      { source: tens, ratio: 1 },
      { source: tens, ratio: Number.NaN },
    ],
    message: "components[1].ratio must be a positive number; got NaN",
  },
  {
    components: [
      { source: tens, ratio: 1 },
      { source: logOf(1, true), ratio: 1 },
    ],
    message:
      "components[1] must have observations of size 1, discrete actions and rewards · 1 + 0, as components[0]; got " +
      "observations of size 2, discrete actions and rewards · 1 + 0",
  },
])("$message", ({ components, message }) => {
  expect(() => mixDatasets(components)).toThrow(new DatasetError(message));
});

test("a minibatch that is too small for a component is refused: its transitions would never be seen", () => {
  const mixture = mixDatasets([
    { source: tens, ratio: 9 },
    { source: hundreds, ratio: 1 },
  ]);
  const sampling = { random: randomStream(0, "minibatches"), discount: 1 };
  expect(() => mixture.drawMinibatch(sampling, emptyMinibatch(mixture.spec, 3))).toThrow(
    new DatasetError(
      "a minibatch of 3 transitions must have one of every component; got 0 of components[1], whose share is 0.1",
    ),
  );
});
