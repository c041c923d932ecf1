import { expect, test } from "vitest";
import { concatenateDatasets } from "../../src/dataset/concatenate-datasets.ts";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { loadDataset } from "../../src/dataset/load.ts";
import { scaleRewards } from "../../src/dataset/reward-scaling.ts";
import { selectEpisodes } from "../../src/dataset/select-episodes.ts";
import { shuffledLog } from "./shuffled-log.ts";
import { columns, threeEpisodes } from "./three-episodes.ts";

const dataset = threeEpisodes();

test("the parts of a dataset together are the dataset", () => {
  const parts = dataset.episodes.map((episode) => selectEpisodes(dataset, [episode]));
  expect(concatenateDatasets(parts)).toEqual(dataset);
  expect(concatenateDatasets([dataset])).toEqual(dataset);
});

test("a log whose last episode is open does not lead into the next one", () => {
  const open = createDataset({ observations: [0, 1], actions: [0, 0], rewards: [1, 1], terminated: [0, 0] });
  const both = concatenateDatasets([open, open]);
  expect([...both.transitions]).toEqual([0, 2]);
  expect(both.episodes).toEqual([
    { start: 0, end: 2 },
    { start: 2, end: 4 },
  ]);
  expect(both.warnings).toEqual([...open.warnings, ...open.warnings]);
});

test("of discrete actions there are as many as in the largest set", () => {
  const fewer = createDataset(columns);
  expect(concatenateDatasets([fewer, dataset]).spec.actions).toEqual({ kind: "discrete", count: 4 });
  expect(concatenateDatasets([dataset, fewer]).spec.actions).toEqual({ kind: "discrete", count: 4 });
});

test("bounds of continuous actions are the outermost", () => {
  const log = (low: number[], high: number[]) =>
    createDataset(
      { ...columns, actions: columns.actions.map(() => [0, 0.5]) },
      { actionBounds: { low, high } },
    );
  const both = concatenateDatasets([log([-1, 0], [1, 1]), log([-2, 0.5], [0.5, 3])]);
  expect(both.spec.actions).toEqual({ kind: "continuous", size: 2, low: [-2, 0], high: [1, 3] });
});

test("where one dataset has no time order, all together have none", () => {
  const { nextObservations: _, behaviorLogProbabilities: __, ...rest } = columns;
  const ordered = createDataset({ ...rest, nextObservations: columns.nextObservations });
  const both = concatenateDatasets([shuffledLog(), ordered]);
  expect(both.episodes).toEqual([]);
  expect(both.transitions).toHaveLength(9);
});

const { nextObservations: _, ...withoutSuccessors } = columns;
const { behaviorLogProbabilities: __, ...withoutProbabilities } = columns;
const continuous = createDataset({ ...columns, actions: Float32Array.from(columns.actions) });
const wide = createDataset({
  ...columns,
  observations: columns.observations.map((x) => [x, x]),
  nextObservations: columns.nextObservations.map((x) => [x, x]),
});
const first = "observations of size 1, discrete actions and rewards · 1 + 0, as datasets[0]";

test.for([
  {
    other: wide,
    message: `datasets[1] must have ${first}; got observations of size 2, discrete actions and rewards · 1 + 0`,
  },
  {
    other: continuous,
    message: `datasets[1] must have ${first}; got observations of size 1, actions of size 1 and rewards · 1 + 0`,
  },
  {
    other: scaleRewards(dataset, { multiplier: 2, offset: 1 }),
    message: `datasets[1] must have ${first}; got observations of size 1, discrete actions and rewards · 2 + 1`,
  },
  {
    other: createDataset(withoutSuccessors),
    message: "datasets[1] must have nextObservations, as datasets[0]; got a dataset without",
  },
  {
    other: createDataset(withoutProbabilities),
    message: "datasets[1] must have behaviorLogProbabilities, as datasets[0]; got a dataset without",
  },
])("$message", ({ other, message }) => {
  expect(() => concatenateDatasets([dataset, other])).toThrow(new DatasetError(message));
});

test("a column that the first dataset has not is named too, and so is an empty list", () => {
  expect(() => concatenateDatasets([createDataset(withoutSuccessors), dataset])).toThrow(
    new DatasetError("datasets[1] must have no nextObservations, as datasets[0]; got a dataset with them"),
  );
  expect(() => concatenateDatasets([])).toThrow(
    new DatasetError("datasets must have at least one entry; got 0"),
  );
});

test("actions that one log calls by other names than another are refused, where one index means two", async () => {
  const labeled = (...texts: string[]) =>
    loadDataset(
      new TextEncoder().encode(["x,a,r,e", ...texts.map((text, i) => `${i},${text},1,0`)].join("\n")),
      {
        format: "csv",
        columns: { observation: "x", action: "a", reward: "r", episode: "e" },
        onWarning: () => {},
      },
    );
  const [both, right, all] = await Promise.all([
    labeled("left", "right"),
    labeled("right", "right"),
    labeled("left", "right", "up"),
  ]);
  expect(concatenateDatasets([both, all]).spec.actions).toEqual(all.spec.actions);
  expect(() => concatenateDatasets([both, right])).toThrow(
    new DatasetError(
      'action 0 of datasets[1] must be called "left", as in those before; got "right": map the texts to the same ' +
        "integers in all logs",
    ),
  );
});
