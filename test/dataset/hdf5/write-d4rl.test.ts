import { expect, test } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import { writeD4rl } from "../../../src/dataset/hdf5/write-d4rl.ts";
import { loadDataset } from "../../../src/dataset/load.ts";
import { datasetManifest } from "../../../src/dataset/manifest.ts";
import fc from "../../fast-check.ts";
import { hdf5Bytes } from "./bytes.ts";
import { bits } from "./round-trip.ts";

const silent = { isolate: false, onWarning: () => {} };

const logs = fc
  .record({ rows: fc.integer({ min: 1, max: 30 }), size: fc.integer({ min: 1, max: 4 }) })
  .chain(({ rows, size }) => {
    const vectors = (width: number) =>
      fc.float32Array({
        minLength: rows * width,
        maxLength: rows * width,
        noNaN: true,
        noDefaultInfinity: true,
      });
    const flags = fc.array(fc.boolean(), { minLength: rows, maxLength: rows });
    return fc.record(
      {
        observations: vectors(size),
        actions: fc.oneof(vectors(2), fc.int32Array({ minLength: rows, maxLength: rows, min: 0, max: 9 })),
        rewards: vectors(1),
        terminated: flags,
        truncated: flags,
        nextObservations: vectors(size),
        behaviorLogProbabilities: vectors(1).map((values) => values.map((value) => -Math.abs(value))),
      },
      { requiredKeys: ["observations", "actions", "rewards", "terminated", "truncated"] },
    );
  });

test("what is written is read back bit for bit, with the same episodes and transitions", async () => {
  await fc.assert(
    fc.asyncProperty(logs, async (columns) => {
      const dataset = createDataset(columns);
      const copy = await loadDataset(await writeD4rl(dataset), silent);
      expect(bits(copy)).toEqual(bits(dataset));
      expect(copy.episodes).toEqual(dataset.episodes);
      expect(copy.transitions).toEqual(dataset.transitions);
      expect(copy.spec).toEqual(dataset.spec);
    }),
    { numRuns: 50 },
  );
});

test("a log longer than one chunk is compressed, and read back", async () => {
  const rows = 100_000;
  const dataset = createDataset({
    observations: Float32Array.from({ length: rows * 2 }, (_, i) => i % 97),
    actions: Int32Array.from({ length: rows }, (_, i) => i % 3),
    rewards: new Float32Array(rows).fill(1),
    terminated: Uint8Array.from({ length: rows }, (_, i) => Number(i % 100 === 99)),
    truncated: new Uint8Array(rows),
  });
  const bytes = await writeD4rl(dataset);
  expect(bytes.length).toBeLessThan(rows * 2);
  expect(await loadDataset(bytes)).toEqual(dataset);
});

test("files written at the same time are each complete", async () => {
  const datasets = [1, 2, 3].map((reward) =>
    createDataset({ observations: [0], actions: [0], rewards: [reward], terminated: [1], truncated: [0] }),
  );
  const files = await Promise.all(datasets.map(writeD4rl));
  const copies = await Promise.all(files.map((bytes) => loadDataset(bytes)));
  expect(copies.map(({ rewards }) => rewards[0])).toEqual([1, 2, 3]);
});

test("a file that carries the checksums of another log is refused", async () => {
  const columns = { observations: [7.5], actions: [0], rewards: [1], terminated: [1], truncated: [0] };
  const manifest = JSON.stringify(await datasetManifest(createDataset({ ...columns, rewards: [2] })));
  const bytes = await hdf5Bytes(
    {
      observations: { data: Float32Array.of(7.5) },
      actions: { data: Int32Array.of(0) },
      rewards: { data: Float32Array.of(1) },
      terminals: { data: Uint8Array.of(1) },
      timeouts: { data: Uint8Array.of(0) },
    },
    (file) => file.create_attribute("offline_rl_manifest", manifest, null, `S${manifest.length}`),
  );
  await expect(loadDataset(bytes, silent)).rejects.toThrow("rewards must have the SHA-256 of the manifest");
});
