import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { scaleRewards } from "../../src/dataset/reward-scaling.ts";
import { bestEpisodes, filterEpisodes, selectEpisodes } from "../../src/dataset/select-episodes.ts";
import { shuffledLog } from "./shuffled-log.ts";
import { columns, threeEpisodes } from "./three-episodes.ts";

const dataset = threeEpisodes();

test("all columns of the chosen episodes are kept, in the given order, and the rest is that of a log of them", () => {
  const rows = [3, 4, 5, 0, 1];
  const of = (name: keyof typeof columns) => rows.map((row) => columns[name][row]!);
  const expected = createDataset(
    {
      observations: of("observations"),
      actions: of("actions"),
      rewards: of("rewards"),
      terminated: of("terminated"),
      truncated: of("truncated"),
      nextObservations: of("nextObservations"),
      behaviorLogProbabilities: of("behaviorLogProbabilities"),
    },
    { actionCount: 4 },
  );
  expect(selectEpisodes(dataset, [dataset.episodes[2]!, dataset.episodes[0]!])).toEqual(expected);
});

test("vectors are kept whole, and columns that are not there do not appear", () => {
  const { nextObservations: _, behaviorLogProbabilities: __, ...rest } = columns;
  const pairs = rest.observations.map((x) => [x, -x]);
  const wide = createDataset({ ...rest, observations: pairs, actions: pairs }, {});
  const chosen = selectEpisodes(wide, [wide.episodes[2]!]);
  expect(chosen.observations).toEqual(Float32Array.of(30, -30, 31, -31, 32, -32));
  expect(chosen.actions).toEqual(chosen.observations);
  expect(chosen).not.toHaveProperty("nextObservations");
  expect(chosen).not.toHaveProperty("behaviorLogProbabilities");
  expect(chosen.spec.actions).toEqual(wide.spec.actions);
});

test("the choice is a copy", () => {
  const before = structuredClone(dataset);
  const chosen = filterEpisodes(dataset, () => true);
  expect(chosen).toEqual(before);
  chosen.rewards.fill(9);
  chosen.terminated.fill(0);
  expect(dataset).toEqual(before);
});

test("the predicate gets each episode and its index", () => {
  const seen: unknown[] = [];
  filterEpisodes(dataset, (...given) => seen.push(given) > 0);
  expect(seen).toEqual([
    [{ start: 0, end: 2 }, 0],
    [{ start: 2, end: 3 }, 1],
    [{ start: 3, end: 6 }, 2],
  ]);
});

test("how rewards were scaled is kept, and so are warnings and what was inferred", () => {
  const { terminated, truncated, ...rest } = columns;
  const doubtful = createDataset({ ...rest, terminated, truncated: terminated });
  const scaled = scaleRewards(doubtful, { multiplier: 2 });
  const chosen = filterEpisodes(scaled, (_, index) => index === 0);
  expect(chosen.spec.rewardScaling).toEqual({ multiplier: 2, offset: 0 });
  expect(chosen.warnings).toEqual(doubtful.warnings);
  expect(chosen.notes.map(({ code }) => code)).toEqual(["action-count-inferred"]);
});

test.for([
  { best: { fraction: 0.1 }, starts: [30] },
  { best: { fraction: 1 / 3 }, starts: [30] },
  { best: { fraction: 0.34 }, starts: [20, 30] },
  { best: { fraction: 1 }, starts: [0, 20, 30] },
  { best: { minimumReturn: 4 }, starts: [20, 30] },
  { best: { minimumReturn: -1 }, starts: [0, 20, 30] },
])("the best episodes by $best begin at $starts", ({ best, starts }) => {
  const { episodes, observations } = bestEpisodes(dataset, best);
  expect(episodes.map(({ start }) => observations[start])).toEqual(starts);
});

test("of equal returns the earlier episode is taken", () => {
  const equal = createDataset({ ...columns, rewards: [2, 2, 4, 1, 1, 2] });
  expect(bestEpisodes(equal, { fraction: 0.5 }).observations).toEqual(Float32Array.of(0, 1, 20));
});

test("a choice of nothing is refused, and so is what is no choice", () => {
  const refused = (call: () => unknown, message: string) => expect(call).toThrow(new DatasetError(message));
  refused(() => filterEpisodes(dataset, () => false), "at least one of the 3 episodes must be kept; got 0");
  refused(
    () => bestEpisodes(dataset, { minimumReturn: 57 }),
    "at least one of the 3 episodes must be kept; got 0",
  );
  refused(() => bestEpisodes(dataset, { fraction: 0 }), "fraction must be above 0 and at most 1; got 0");
  refused(
    () => bestEpisodes(dataset, { minimumReturn: Number.NaN }),
    "minimumReturn must be a finite number; got NaN",
  );
  refused(
    () => bestEpisodes(dataset, JSON.parse('{ "fraction": 0.5, "minimumReturn": 1 }')),
    "fraction must not be given beside minimumReturn",
  );
  refused(
    () => bestEpisodes(dataset, JSON.parse('{ "share": 0.5 }')),
    'unknown option "share"; known options: fraction, minimumReturn',
  );
  refused(
    () => filterEpisodes(shuffledLog(), () => true),
    "choices of episodes need episodes; got none: the rows are not in time order",
  );
});

test.for([0.07, 0.14, 0.28, 0.55, 0.56, 0.57])("%d of 100 episodes are not one more", (fraction) => {
  const rows = Array.from({ length: 100 }, (_, i) => i);
  const hundred = createDataset({
    observations: rows,
    actions: rows.map(() => 0),
    rewards: rows,
    terminated: rows.map(() => 1),
  });
  expect(bestEpisodes(hundred, { fraction }).rows).toBe(Math.round(100 * fraction));
});
