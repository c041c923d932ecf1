import { expect, test } from "vitest";
import { createDataset, type DatasetColumns } from "../../../src/dataset/create-dataset.ts";
import { readHdf5 } from "../../../src/dataset/hdf5/file.ts";
import { writeMinari } from "../../../src/dataset/hdf5/write-minari.ts";
import { loadMinari } from "../../../src/dataset/minari/load-minari.ts";
import fc from "../../fast-check.ts";
import { bits, continuousLogs } from "./round-trip.ts";

const silent = { isolate: false, onWarning: () => {} };
const log: DatasetColumns = {
  observations: Float32Array.of(1, 2, 3, 4, 5, 6),
  nextObservations: Float32Array.of(3, 4, 7, 8, 9, 10),
  actions: Float32Array.of(0.5, -0.5, 0),
  rewards: [1, 3, -1],
  terminated: [0, 1, 0],
  truncated: [0, 0, 1],
  behaviorLogProbabilities: [-1, -2, -3],
};
const dataset = createDataset(log, { actionBounds: { low: [-1], high: [2] } });

test("what is written is read back bit for bit, with the same spaces", async () => {
  await fc.assert(
    fc.asyncProperty(continuousLogs, async (written) => {
      const copy = await loadMinari(await writeMinari(written, { id: "log-v0" }), silent);
      expect(bits(copy)).toEqual(bits(written));
      expect(copy.episodes).toEqual(written.episodes);
      expect(copy.transitions).toEqual(written.transitions);
      expect(copy.spec).toEqual(written.spec);
    }),
    { numRuns: 30 },
  );
});

test("the file has the groups, attributes and shapes that Minari 0.5.3 writes", async () => {
  const files = await writeMinari(dataset, { id: "log-v0" });
  expect([...files.keys()]).toEqual(["data/metadata.json", "data/main_data.hdf5"]);
  await readHdf5(files.get("data/main_data.hdf5")!, (file) => {
    expect([...file.names]).toEqual(["episode_0", "episode_1"]);
    expect(file.column("episode_0/observations").read()).toEqual(Float32Array.of(1, 2, 3, 4, 7, 8));
    expect(file.column("episode_0/observations").shape).toEqual([3, 2]);
    expect(file.column("episode_0/actions").shape).toEqual([2, 1]);
    expect(file.column("episode_0/rewards").read()).toEqual(Float64Array.of(1, 3));
    expect(file.column("episode_0/terminations").read()).toEqual(Uint8Array.of(0, 1));
    expect(file.column("episode_1/truncations").read()).toEqual(Uint8Array.of(1));
    expect(file.column("episode_0/infos/action_log_probs").read()).toEqual(Float32Array.of(0, -1, -2));
    const attributes = [
      "id",
      "total_steps",
      "rewards_max",
      "rewards_min",
      "rewards_mean",
      "rewards_std",
      "rewards_sum",
    ];
    expect(attributes.map((name) => file.attribute("episode_0", name))).toEqual([0, 2, 3, 1, 2, 1, 4]);
  });
});

test("the metadata has the fields that Minari 0.5.3 writes, with infinities in the spaces", async () => {
  const files = await writeMinari(dataset, {
    id: "maze/noisy-v1",
    algorithmName: "controller",
    author: ["me"],
    environmentSpec: '{"id": "Maze-v0"}',
    referenceScores: { minimum: 0, maximum: 10 },
  });
  expect(JSON.parse(new TextDecoder().decode(files.get("data/metadata.json")))).toEqual({
    total_episodes: 2,
    total_steps: 3,
    data_format: "hdf5",
    jpeg_encoding: true,
    observation_space:
      '{"type": "Box", "dtype": "float32", "shape": [2], "low": [-Infinity, -Infinity], "high": [Infinity, Infinity]}',
    action_space: '{"type": "Box", "dtype": "float32", "shape": [1], "low": [-1], "high": [2]}',
    env_spec: '{"id": "Maze-v0"}',
    dataset_size: 0,
    dataset_id: "maze/noisy-v1",
    minari_version: "0.5.3",
    algorithm_name: "controller",
    author: ["me"],
    author_email: [],
    code_permalink: "",
    description: "",
    ref_min_score: 0,
    ref_max_score: 10,
    requirements: [],
  });
});

test("a space that was changed after writing is noticed", async () => {
  const files = new Map(await writeMinari(dataset, { id: "log-v0" }));
  const text = new TextDecoder().decode(files.get("data/metadata.json"));
  files.set(
    "data/metadata.json",
    new TextEncoder().encode(text.replace('\\"high\\": [2]', '\\"high\\": [3]')),
  );
  await expect(loadMinari(files, silent)).rejects.toThrow(
    "the spaces of metadata.json must have the SHA-256",
  );
});

/** One episode of four states 1, 2, 3, 4 that ends in `final`. */
const walk = (final: number) => ({
  observations: [1, 2, 3, 4],
  nextObservations: [2, 3, 4, final],
  actions: [0, 1, 0, 1],
  rewards: [1, 1, 1, 1],
  terminated: [0, 0, 0, 0],
  truncated: [0, 0, 0, 1],
});

test.each([
  [
    { nextObservations: undefined },
    "a Minari dataset needs nextObservations: it stores the state after every last step",
  ],
  [{ nextObservations: [2, 9, 4, 5] }, "nextObservations[1] must be the observation of the next row"],
  [{ nextObservations: [2, 2, 2, 5] }, "a Minari dataset needs episodes; got none"],
  [
    { observations: [1, -0, 3, 4], nextObservations: [0, 3, 4, 5] },
    "nextObservations[0] must be the observation",
  ],
])("%j is refused: the layout cannot hold it", async (change, message) => {
  const { nextObservations, ...others } = { ...walk(5), ...change };
  const changed = createDataset({ ...others, ...(nextObservations && { nextObservations }) });
  await expect(writeMinari(changed, { id: "log-v0" })).rejects.toThrow(message);
});

test.each(["", "log", "../log-v0", "a b-v0", "/log-v0", "log-v", "a//log-v0"])(
  "the id %j is refused",
  async (id) => {
    await expect(writeMinari(dataset, { id })).rejects.toThrow(
      `id must be of the form namespace/name-v0; got ${id}`,
    );
  },
);

test("an unknown option is refused", async () => {
  await expect(writeMinari(dataset, JSON.parse('{ "id": "log-v0", "name": "log" }'))).rejects.toThrow(
    'unknown option "name"',
  );
});
