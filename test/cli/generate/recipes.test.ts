import { expect, test } from "vitest";
import { recipes } from "../../../src/cli/generate/recipes.ts";
import type { Dataset } from "../../../src/dataset/dataset.ts";
import { datasetManifest } from "../../../src/dataset/manifest.ts";
import { sampleStatistics, summarizeDataset } from "../../../src/dataset/statistics.ts";

const report = () => undefined;

function make(name: string, seed: number, steps = 600): Promise<Dataset> {
  return recipes.find((recipe) => recipe.name === name)!.record({ steps, seed, report });
}

test("names are unique and made of words with hyphens", () => {
  const names = recipes.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z]+)+$/);
});

// those of learners take longer: below
const quick = recipes.filter(({ name }) => !/^(cartpole|acrobot)-(medium|expert|mixed)/.test(name));

test("16 recipes need no learner", () => {
  expect(quick.map(({ name }) => name)).toHaveLength(16);
});

test.for(quick)("$name: the same seed makes the same columns, another seed others", async ({ name }) => {
  const [first, again, other] = [await make(name, 3), await make(name, 3), await make(name, 4)];
  expect(first.rows).toBeGreaterThanOrEqual(600);
  expect(first.behaviorLogProbabilities).toHaveLength(first.rows);
  expect(first.nextObservations).toHaveLength(first.rows * first.spec.observationSize);
  const [one, two, three] = await Promise.all([first, again, other].map(datasetManifest));
  expect(two).toEqual(one);
  expect(three!.columns.observations).not.toEqual(one!.columns.observations);
});

test("a discrete log knows all actions of its task, and a continuous one their bounds", async () => {
  expect((await make("mountaincar-controller", 0, 1)).spec.actions).toEqual({ kind: "discrete", count: 3 });
  expect((await make("pendulum-random", 0, 1)).spec.actions).toMatchObject({ low: [-2], high: [2] });
});

test("medium-replay is what DQN saw until it was a third of the way to an expert, to the bit", async () => {
  const [first, again] = [await make("cartpole-medium-replay", 0), await make("cartpole-medium-replay", 0)];
  expect(await datasetManifest(again)).toEqual(await datasetManifest(first));
  expect(first.rows).toBeGreaterThan(1000);
  expect(first.behaviorLogProbabilities!.subarray(0, 1000).every((value) => Math.exp(value) > 0.49)).toBe(
    true,
  );
  const lengths = Float64Array.from(first.episodes, ({ start, end }) => end - start);
  const quarter = Math.floor(lengths.length / 4);
  const { mean: early } = sampleStatistics(lengths.subarray(0, quarter));
  const { mean: late } = sampleStatistics(lengths.subarray(-quarter));
  expect(late).toBeGreaterThan(early);
});

test("medium lies between random and expert", async () => {
  const returnOf = async (name: string) =>
    summarizeDataset(await make(name, 0, 5000), { discount: 1 }).returnMean;
  const [random, medium, expert] = [
    await returnOf("cartpole-random"),
    await returnOf("cartpole-medium"),
    await returnOf("cartpole-expert"),
  ];
  expect(random).toBeLessThan(30);
  expect(medium).toBeGreaterThan(120);
  expect(medium).toBeLessThan(330);
  expect(expert).toBeGreaterThan(400);
});
