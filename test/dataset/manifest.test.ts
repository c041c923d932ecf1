import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createDataset, type DatasetColumns } from "../../src/dataset/create-dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { checkManifest, type DatasetManifest, datasetManifest } from "../../src/dataset/manifest.ts";
import { storedColumnNames } from "../../src/dataset/stored-columns.ts";
import fc from "../fast-check.ts";

const columns = {
  observations: Float32Array.of(0, 0.5, 1, 1.5, 10, 10.5),
  actions: Int32Array.of(0, 1, 2),
  rewards: Float32Array.of(1, 2, 3),
  terminated: [0, 1, 0],
  truncated: [0, 0, 1],
  nextObservations: Float32Array.of(1, 1.5, 2, 2.5, 11, 11.5),
  behaviorLogProbabilities: Float32Array.of(-1, -0.5, 0),
} satisfies DatasetColumns;
const dataset = createDataset(columns);

const digest = (array: ArrayBufferView): string =>
  createHash("sha256").update(new Uint8Array(array.buffer)).digest("hex");

test("a manifest has type, shape and SHA-256 of every column, and survives JSON", async () => {
  const manifest = await datasetManifest(dataset);
  expect(manifest).toEqual({
    format: 1,
    rows: 3,
    columns: {
      observations: { type: "float32", shape: [3, 2], sha256: digest(columns.observations) },
      actions: { type: "int32", shape: [3], sha256: digest(columns.actions) },
      rewards: { type: "float32", shape: [3], sha256: digest(columns.rewards) },
      terminated: { type: "uint8", shape: [3], sha256: digest(Uint8Array.of(0, 1, 0)) },
      truncated: { type: "uint8", shape: [3], sha256: digest(Uint8Array.of(0, 0, 1)) },
      nextObservations: { type: "float32", shape: [3, 2], sha256: digest(columns.nextObservations) },
      behaviorLogProbabilities: {
        type: "float32",
        shape: [3],
        sha256: digest(columns.behaviorLogProbabilities),
      },
    },
  });
  expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
  await checkManifest(dataset, manifest);
});

test("columns that a dataset has not are not listed; continuous actions are vectors, also of one number", async () => {
  const { observations, rewards, terminated, truncated } = columns;
  const actions = Float32Array.of(0.5, 1, 2);
  const continuous = createDataset({ observations, actions, rewards, terminated, truncated });
  const manifest = await datasetManifest(continuous);
  expect(Object.keys(manifest.columns)).toEqual([
    "observations",
    "actions",
    "rewards",
    "terminated",
    "truncated",
  ]);
  expect(manifest.columns.actions?.shape).toEqual([3, 1]);
});

test("a bit that is flipped in any column is found, and the column named", async () => {
  const manifest = await datasetManifest(dataset);
  const places = fc.tuple(fc.constantFrom(...storedColumnNames), fc.nat(), fc.nat(7));
  await fc.assert(
    fc.asyncProperty(places, async ([name, place, bit]) => {
      const copy = structuredClone(dataset);
      const bytes = new Uint8Array(copy[name]!.buffer);
      bytes[place % bytes.length]! ^= 1 << bit;
      await expect(checkManifest(copy, manifest)).rejects.toThrow(
        new RegExp(
          `^${name} must have the SHA-256 of the manifest, [0-9a-f]{64}; got [0-9a-f]{64}: its values`,
        ),
      );
    }),
  );
});

test("the first column that differs is named", async () => {
  const manifest = await datasetManifest(dataset);
  const other = createDataset({ ...columns, rewards: [9, 9, 9], terminated: [0, 0, 0] });
  await expect(checkManifest(other, manifest)).rejects.toThrow(/^rewards must have the SHA-256/);
});

const { nextObservations: _, ...withoutSuccessors } = columns;

test.for([
  {
    what: "a missing column",
    given: createDataset(withoutSuccessors),
    message: "nextObservations is missing: the manifest has it",
  },
  {
    what: "another type",
    given: createDataset({ ...columns, actions: Float32Array.of(0, 1, 2) }),
    message: "actions must be int32 [3], as the manifest says; got float32 [3, 1]",
  },
  {
    what: "other rows",
    given: createDataset({
      observations: [0, 0],
      actions: [0],
      rewards: [0],
      terminated: [1],
      truncated: [0],
    }),
    message: "the dataset must have the 3 rows of its manifest; got 1",
  },
])("$what is found", async ({ given, message }) => {
  await expect(checkManifest(given, await datasetManifest(dataset))).rejects.toThrow(
    new DatasetError(message),
  );
});

test("a column that the manifest does not list is found", async () => {
  const manifest: DatasetManifest = await datasetManifest(createDataset(withoutSuccessors));
  await expect(checkManifest(dataset, manifest)).rejects.toThrow(
    new DatasetError("nextObservations must be in the manifest; got a dataset that has it alone"),
  );
});
