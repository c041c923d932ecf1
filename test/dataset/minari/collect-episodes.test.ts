import { expect, test } from "vitest";
import { Findings } from "../../../src/dataset/findings.ts";
import { actionEncoding } from "../../../src/dataset/minari/action-encoding.ts";
import {
  collectEpisodes,
  type EpisodeLayout,
  type EpisodeValues,
} from "../../../src/dataset/minari/collect-episodes.ts";
import { parseSpace } from "../../../src/dataset/minari/space.ts";
import { spaceLeaves } from "../../../src/dataset/minari/space-leaves.ts";

function layoutOf(observation: object, action: object): EpisodeLayout {
  const leaves = spaceLeaves(parseSpace(JSON.stringify(action), "action_space"), undefined, "action");
  return {
    observation: spaceLeaves(
      parseSpace(JSON.stringify(observation), "observation_space"),
      undefined,
      "observation",
    ),
    action: leaves,
    encoding: actionEncoding(leaves),
  };
}

const box = (size: number) => ({
  type: "Box",
  dtype: "float32",
  shape: [size],
  low: Array(size).fill(-1e9),
  high: Array(size).fill(1e9),
});
const layout = layoutOf(box(2), { type: "Discrete", start: 0, n: 3 });
const first: EpisodeValues = {
  name: "episode_0",
  steps: 2,
  observations: [[1, 2, 3, 4, 5, 6]],
  actions: [[0, 2]],
  rewards: [0.5, 1],
  terminations: [0, 1],
  truncations: [0, 0],
};
const second: EpisodeValues = {
  ...first,
  name: "episode_1",
  steps: 1,
  observations: [[7, 8, 9, 10]],
  actions: [[1]],
  rewards: [2],
  terminations: [0],
  truncations: [1],
};

function collect(episodes: readonly EpisodeValues[], rows = 3, findings = new Findings()) {
  const collection = collectEpisodes(layout, { rows, maximumBytes: 1e6 }, findings);
  for (const episode of episodes) collection.add(episode);
  return collection.columns();
}

test("every step has the observation before and after it, also the last one of an episode", () => {
  expect(collect([first, second])).toMatchObject({
    rows: 3,
    observations: { values: Float32Array.of(1, 2, 3, 4, 7, 8), width: 2 },
    nextObservations: { values: Float32Array.of(3, 4, 5, 6, 9, 10), width: 2 },
    actions: { values: Float64Array.of(0, 2, 1), width: 1, integer: true },
    rewards: { values: Float32Array.of(0.5, 1, 2) },
    terminated: { values: Float32Array.of(0, 1, 0) },
    truncated: { values: Float32Array.of(0, 0, 1) },
    behaviorLogProbabilities: undefined,
  });
});

test("parts of a nested space are flattened as Gymnasium 1.3 does", () => {
  const nested = layoutOf(
    {
      type: "Dict",
      subspaces: {
        b: { type: "Discrete", start: 1, n: 3 },
        a: { type: "Box", dtype: "float32", shape: [2, 2], low: [-1, -1, -1, -1], high: [1, 1, 1, 1] },
        t: {
          type: "Tuple",
          subspaces: [
            { type: "MultiBinary", n: 2 },
            { type: "MultiDiscrete", nvec: [2, 3] },
          ],
        },
      },
    },
    { type: "Discrete", start: 0, n: 3 },
  );
  const collection = collectEpisodes(nested, { rows: 1, maximumBytes: 1e6 }, new Findings());
  collection.add({
    ...second,
    observations: [
      [0, 0, 0, 0, 1, 2, 3, 4],
      [1, 2],
      [0, 0, 0, 1],
      [0, 0, 1, 2],
    ],
  });
  // gymnasium.spaces.flatten of {a: [[1, 2], [3, 4]], b: 2, t: ([0, 1], [1, 2])}
  expect([...collection.columns().nextObservations!.values]).toEqual([
    1, 2, 3, 4, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1,
  ]);
});

test("messages name the stored column of the episode, and successors by the row in which they are stored", () => {
  const { naming } = collect([first, second]);
  expect(naming.value("actions", 1)).toBe("episode_0/actions[1]");
  expect(naming.value("observations", 2, 1)).toBe("episode_1/observations[0, 1]");
  expect(naming.value("nextObservations", 1, 0)).toBe("episode_0/observations[2, 0]");
  expect(naming.value("behaviorLogProbabilities", 2)).toBe("episode_1/infos/action_log_probs[1]");
  expect(naming.column("terminated")).toBe("terminations");
});

test("an end without a flag is truncated and an episode without steps left out, with warnings", () => {
  const findings = new Findings();
  const empty = {
    ...first,
    name: "episode_2",
    steps: 0,
    observations: [[1, 2]],
    actions: [[]],
    rewards: [],
    terminations: [],
    truncations: [],
  };
  const open = { ...second, truncations: [0] };
  expect(collect([first, empty, open], 3, findings).truncated?.values).toEqual(Float32Array.of(0, 0, 1));
  expect(findings.warnings).toEqual([
    {
      code: "empty-episode",
      message: "1 of 3 episodes have no steps and are skipped, the first is episode_2",
    },
    {
      code: "open-last-episode",
      message: "no flag ends 1 of 2 episodes, the first is episode_1: their last rows count as truncated",
    },
  ]);
});

test.each([
  [{ observations: [[1, 2, 3, 4]] }, "episode_0/observations must have 3 rows of 2 for 2 steps; got 2 rows"],
  [{ observations: [[1, 2, 3]] }, "episode_0/observations must have 3 rows of 2 for 2 steps; got 3 values"],
  [{ actions: [[0]] }, "episode_0/actions must have 2 rows of 1 for 2 steps; got 1 rows"],
  [{ rewards: [1, 2, 3] }, "episode_0/rewards must have 2 rows of 1 for 2 steps; got 3 rows"],
  [{ terminations: [0] }, "episode_0/terminations must have 2 rows"],
  [{ behaviorLogProbabilities: [0] }, "episode_0/infos/action_log_probs must have 2 rows"],
  [{ actions: [[0, 3]] }, "episode_0/actions[1] must be an integer from 0 to 2, as its space says; got 3"],
])("%j is refused by the episode and the column", (change, message) => {
  expect(() => collect([{ ...first, ...change }, second])).toThrow(message);
});

test("log-probabilities are in all episodes or in none", () => {
  const logged = { ...first, behaviorLogProbabilities: [-1, -2] };
  expect(() => collect([logged, second])).toThrow(
    "infos/action_log_probs must be in all 2 episodes or none; got 1",
  );
  const { behaviorLogProbabilities } = collect([logged, { ...second, behaviorLogProbabilities: [-3] }]);
  expect(behaviorLogProbabilities?.values).toEqual(Float32Array.of(-1, -2, -3));
});

test("episodes that are longer or shorter than declared are refused", () => {
  expect(() => collect([first, second], 4)).toThrow("must have together 4 steps; got 3");
  expect(() => collect([first, second], 2)).toThrow("must have together 2 steps; got 3");
});

test("what the columns will take is held to the limit before they are made", () => {
  const wide = layoutOf({ type: "Discrete", start: 0, n: 2 ** 30 }, { type: "Discrete", start: 0, n: 2 });
  expect(() => collectEpisodes(wide, { rows: 1000, maximumBytes: 2 ** 30 }, new Findings())).toThrow(
    /take 8589934\d+ bytes when decoded, more than maximumBytes = 1073741824/,
  );
});
