import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { splitByEpisode } from "../../src/dataset/split-by-episode.ts";
import fc from "../fast-check.ts";
import { shuffledLog } from "./shuffled-log.ts";
import { threeEpisodes } from "./three-episodes.ts";

/** Episode k has k + 1 rows; the observation of each is [k, its place]. */
function logOf(episodes: number): Dataset {
  const rows = Array.from({ length: episodes }, (_, k) => Array.from({ length: k + 1 }, (_, i) => [k, i]));
  return createDataset({
    observations: rows.flat(),
    actions: rows.flat().map(() => 0),
    rewards: rows.flat().map(([k]) => k!),
    terminated: rows.flatMap((steps) => steps.map((_, i) => i === steps.length - 1)),
  });
}

const episodesIn = ({ episodes, observations }: Dataset) =>
  episodes.map(({ start }) => observations[2 * start]!);

test("each episode is whole in one of the parts, in the order of the log", () => {
  const sizes = {
    episodes: fc.integer({ min: 2, max: 30 }),
    fraction: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
  };
  fc.assert(
    fc.property(fc.record({ ...sizes, seed: fc.nat() }), ({ episodes, ...options }) => {
      const dataset = logOf(episodes);
      const { train, test: held } = splitByEpisode(dataset, options);
      const [kept, drawn] = [episodesIn(train), episodesIn(held)];
      expect([...kept, ...drawn].sort((a, b) => a - b)).toEqual([...Array(episodes).keys()]);
      for (const part of [kept, drawn]) expect(part).toEqual(part.toSorted((a, b) => a - b));
      expect(train.rows + held.rows).toBe(dataset.rows);
      const expected = Math.min(Math.max(1, Math.round(options.fraction * episodes)), episodes - 1);
      expect(drawn.length).toBe(expected);
    }),
  );
});

test("the seed decides", () => {
  const dataset = logOf(20);
  const drawn = (seed?: number) =>
    episodesIn(splitByEpisode(dataset, { fraction: 0.5, ...(seed !== undefined && { seed }) }).test);
  expect(drawn(3)).toEqual(drawn(3));
  expect(drawn()).toEqual(drawn(0));
  expect(drawn(3)).not.toEqual(drawn(4));
});

test("both specs have the statistics of train alone", () => {
  const { train, test: held } = splitByEpisode(logOf(5), { fraction: 0.4 });
  const places = [...train.observations].filter((_, i) => i % 2 === 1);
  const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
  expect(train.spec.observationMean[1]).toBeCloseTo(mean, 12);
  expect(held.spec).toEqual(train.spec);
});

test("optional columns are in both parts", () => {
  const { train, test: held } = splitByEpisode(threeEpisodes(), { fraction: 0.5 });
  for (const part of [train, held]) {
    expect(part.nextObservations).toEqual(part.observations.map((x) => x + 1));
    expect(part.behaviorLogProbabilities).toHaveLength(part.rows);
  }
});

test.for([
  { options: { fraction: 0 }, message: "fraction must be above 0 and below 1; got 0" },
  { options: { fraction: 1 }, message: "fraction must be above 0 and below 1; got 1" },
  { options: { fraction: 0.5, share: 1 }, message: 'unknown option "share"; known options: fraction, seed' },
])("$options are refused", ({ options, message }) => {
  expect(() => splitByEpisode(threeEpisodes(), options)).toThrow(new DatasetError(message));
});

test("one episode, or none, cannot be divided", () => {
  expect(() => splitByEpisode(logOf(1), { fraction: 0.5 })).toThrow(
    new DatasetError("a split needs at least two episodes; got 1"),
  );
  expect(() => splitByEpisode(shuffledLog(), { fraction: 0.5 })).toThrow(/need episodes/);
});
