import { afterEach, expect, test, vi } from "vitest";
import { loadDataset } from "../../../src/dataset/load.ts";
import { datasetManifest } from "../../../src/dataset/manifest.ts";
import { loadMinari, type MinariOptions } from "../../../src/dataset/minari/load-minari.ts";
import { fixture, fixturePath } from "../fixture.ts";
import { hdf5Bytes } from "../hdf5/bytes.ts";

afterEach(() => vi.restoreAllMocks());

const silent = { isolate: false, onWarning: () => {} };
const load = (name: string, options: MinariOptions = silent) => loadMinari(fixturePath(name), options);

test("two episodes of CartPole that Minari 0.5.3 wrote are read, with the true final observations", async () => {
  const dataset = await load("minari-cartpole");
  expect(dataset).toMatchObject({
    rows: 60,
    episodes: [
      { start: 0, end: 15 },
      { start: 15, end: 60 },
    ],
    spec: { observationSize: 4, actions: { kind: "discrete", count: 2 } },
    warnings: [],
    notes: [],
  });
  expect(dataset.transitions).toHaveLength(60);
  // as h5py 3.16 reads them: the first observations of both episodes, and the last ones
  const row = (values: Float32Array | undefined, index: number): Float32Array | undefined =>
    values?.slice(4 * index, 4 * index + 4);
  expect(row(dataset.observations, 0)).toEqual(
    Float32Array.of(0.06321075, -0.07769872, 0.083691254, 0.09489943),
  );
  expect(row(dataset.observations, 15)).toEqual(
    Float32Array.of(-0.019792497, -0.020735642, -0.043962866, 0.038775653),
  );
  expect(row(dataset.nextObservations, 14)).toEqual(
    Float32Array.of(0.26906997, 0.90121865, -0.21082745, -1.4702016),
  );
  expect(row(dataset.nextObservations, 59)).toEqual(
    Float32Array.of(-0.19402403, -0.23886229, 0.21471238, 0.85705864),
  );
  const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
  expect([
    sum(dataset.actions.subarray(0, 15)),
    sum(dataset.actions.subarray(15)),
    sum(dataset.rewards),
  ]).toEqual([10, 22, 60]);
  expect([...dataset.terminated.keys()].filter((index) => dataset.terminated[index] === 1)).toEqual([14, 59]);
});

test("a folder is loaded by loadDataset, and picked files as the folder is", async () => {
  const dataset = await load("minari-cartpole");
  expect(await loadDataset(fixturePath("minari-cartpole"))).toEqual(dataset);
  const files = ["metadata.json", "main_data.hdf5"].map(
    (name) => [`picked/data/${name}`, new Blob([fixture(`minari-cartpole/data/${name}`)])] as const,
  );
  expect(await loadMinari(new Map(files))).toEqual(dataset);
});

test("main_data.hdf5 alone gives the same log; the number of actions is inferred", async () => {
  const { notes, ...alone } = await loadDataset(fixture("minari-cartpole/data/main_data.hdf5"));
  const { notes: _, ...dataset } = await load("minari-cartpole");
  expect(alone).toEqual(dataset);
  expect(notes.map(({ code }) => code)).toEqual(["action-count-inferred"]);
});

test.each([
  [
    "minari-t-observations",
    "episode_1/observations must have 31 rows for 30 steps, with 4 values a row; got shape (30, 4)",
  ],
  [
    "minari-action-outside-space",
    "episode_0/actions[5] must be an integer from 0 to 1, as its space says; got 2",
  ],
  ["minari-broken-metadata", "metadata.json must be JSON"],
])("%s is refused by what is wrong with it", async (name, message) => {
  await expect(load(name)).rejects.toThrow(message);
});

test.each([
  ["minari-control-ok", []],
  [
    "minari-wrong-total-steps",
    [{ code: "wrong-step-count", message: "total_steps of metadata.json is 1000, but 49 steps are stored" }],
  ],
  [
    "minari-unfinished-episode",
    [
      {
        code: "open-last-episode",
        message: "no flag ends 1 of 3 episodes, the first is episode_2: their last rows count as truncated",
      },
    ],
  ],
])("%s loads with the warnings it deserves", async (name, warnings) => {
  const dataset = await load(name);
  expect(dataset.warnings).toEqual(warnings);
  expect(dataset).toMatchObject({ rows: 49, episodes: [{ end: 12 }, { end: 42 }, { end: 49 }] });
  expect(dataset.transitions).toHaveLength(49);
});

test("warnings are printed where nobody listens", async () => {
  const print = vi.spyOn(console, "warn").mockImplementation(() => {});
  await load("minari-wrong-total-steps", {});
  expect(print.mock.calls).toEqual([[expect.stringContaining("total_steps")]]);
});

test("a manifest that is given is held to", async () => {
  const manifest = await datasetManifest(await load("minari-control-ok"));
  await expect(load("minari-control-ok", { ...silent, manifest })).resolves.toHaveProperty("rows", 49);
  await expect(load("minari-cartpole", { ...silent, manifest })).rejects.toThrow("must have the 49 rows");
});

const box = (low: readonly (number | string)[], high: readonly (number | string)[]): string =>
  `{"type": "Box", "dtype": "float32", "shape": [${low.length}], "low": [${low}], "high": [${high}]}`;

/** One episode of two steps with a Dict of observations and a Tuple of actions. */
async function robot(changes: object = {}, actionSpace?: string): Promise<Map<string, Uint8Array>> {
  const goal = box([0], [9]);
  const arms = `{"type": "Tuple", "subspaces": [${box([-1], [1])}, ${box([-2], ["Infinity"])}]}`;
  const metadata = {
    total_episodes: 1,
    total_steps: 2,
    data_format: "hdf5",
    observation_space: `{"type": "Dict", "subspaces": {"goal": ${goal}, "agent": {"type": "Dict", "subspaces": {"position": ${box([0, 0], [9, 9])}, "mission": {"type": "Text"}}}}}`,
    action_space: actionSpace ?? arms,
    ...changes,
  };
  const data = await hdf5Bytes({}, (file) => {
    for (const group of [
      "episode_0",
      "episode_0/observations",
      "episode_0/observations/agent",
      "episode_0/actions",
    ]) {
      file.create_group(group);
    }
    const put = (name: string, values: number[], width = 1): void => {
      const shape = width === 1 ? [values.length] : [values.length / width, width];
      file.create_dataset({ name: `episode_0/${name}`, data: Float32Array.from(values), shape });
    };
    put("observations/goal", [7, 8, 9]);
    put("observations/agent/position", [1, 2, 3, 4, 5, 6], 2);
    put("actions/_index_0", [0.5, -0.5]);
    put("actions/_index_1", [1, 2]);
    put("rewards", [1, 2]);
    put("terminations", [0, 0]);
    put("truncations", [0, 1]);
  });
  return new Map([
    ["data/metadata.json", new TextEncoder().encode(JSON.stringify(metadata))],
    ["data/main_data.hdf5", data],
  ]);
}

test("parts of a Dict and of a Tuple are picked in the order of the options", async () => {
  const files = await robot();
  const dataset = await loadMinari(files, {
    ...silent,
    observation: ["goal", "agent.position"],
    action: ["0"],
  });
  expect(dataset.observations).toEqual(Float32Array.of(7, 1, 2, 8, 3, 4));
  expect(dataset.nextObservations).toEqual(Float32Array.of(8, 3, 4, 9, 5, 6));
  expect(dataset.actions).toEqual(Float32Array.of(0.5, -0.5));
  expect(dataset.spec.actions).toEqual({ kind: "continuous", size: 1, low: [-1], high: [1] });
});

test("bounds that the space leaves open are given by the caller or inferred", async () => {
  const observation = ["goal"];
  const open = await loadMinari(await robot(), { ...silent, observation });
  expect(open.spec.actions).toMatchObject({ low: [-0.5, 1], high: [0.5, 2] });
  const actionBounds = { low: [-1, -2], high: [1, 3] };
  const given = await loadMinari(await robot(), { ...silent, observation, actionBounds });
  expect(given.spec.actions).toMatchObject(actionBounds);
});

test("a text, an unknown part and an option that says again what the space says are refused", async () => {
  const files = await robot();
  await expect(loadMinari(files)).rejects.toThrow("part agent.mission of the observation must be numbers");
  await expect(loadMinari(files, { observation: ["speed"] })).rejects.toThrow(
    'observation has no part "speed"',
  );
  const bounds = { low: [0], high: [1] };
  await expect(
    loadMinari(files, { observation: ["goal"], action: ["0"], actionBounds: bounds }),
  ).rejects.toThrow("actionBounds has no effect: the action space of the dataset declares it");
  await expect(load("minari-control-ok", { actionCount: 5 })).rejects.toThrow("actionCount has no effect");
  await expect(load("minari-control-ok", JSON.parse('{ "observations": [] }'))).rejects.toThrow(
    'unknown option "observations"',
  );
});

test("an unknown format and limits on what is decoded are refused", async () => {
  await expect(loadMinari(await robot({ data_format: "zarr" }), { observation: ["goal"] })).rejects.toThrow(
    /data_format of metadata\.json must be one of hdf5.*; got zarr/,
  );
  await expect(load("minari-control-ok", { maximumBytes: 100 })).rejects.toThrow(
    "more than maximumBytes = 100",
  );
});
