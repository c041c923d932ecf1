import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { datasetManifest } from "../../src/dataset/manifest.ts";
import { parseManifest, readManifest } from "../../src/dataset/read-manifest.ts";

const manifest = await datasetManifest(
  createDataset({ observations: [1, 2], actions: [0, 1], rewards: [1, 1], terminated: [0, 1] }),
);
const { rewards } = manifest.columns;

test("the text of a manifest is read back", () => {
  expect(parseManifest(JSON.stringify(manifest))).toEqual(manifest);
});

test.for([
  { given: undefined, message: "the manifest must be an object; got undefined" },
  { given: [], message: "the manifest must be an object; got []" },
  { given: { ...manifest, format: 2 }, message: "format of the manifest must be 1; got 2" },
  { given: { ...manifest, rows: -1 }, message: "rows of the manifest must be a number of rows; got -1" },
  { given: { ...manifest, columns: null }, message: "columns of the manifest must be an object; got null" },
  {
    given: { ...manifest, note: "" },
    message: "the manifest must have no other fields than format, rows, columns; got note",
  },
  {
    given: { ...manifest, columns: { reward: rewards } },
    message:
      "columns of the manifest must have no other fields than observations, actions, rewards, terminated, truncated, " +
      "nextObservations, behaviorLogProbabilities; got reward",
  },
  {
    given: { ...manifest, columns: { rewards: { ...rewards, type: "float64" } } },
    message: 'rewards.type of the manifest must be float32, int32 or uint8; got "float64"',
  },
  {
    given: { ...manifest, columns: { rewards: { ...rewards, shape: [1.5] } } },
    message: "rewards.shape of the manifest must be sizes; got [1.5]",
  },
  {
    given: { ...manifest, columns: { rewards: { ...rewards, sha256: "abc" } } },
    message: 'rewards.sha256 of the manifest must be 64 hexadecimal digits; got "abc"',
  },
])("$message", ({ given, message }) => {
  expect(() => readManifest(given)).toThrow(new DatasetError(message));
});

test("a text that is no JSON, or that names the prototype, is refused", () => {
  expect(() => parseManifest("{")).toThrow(new DatasetError("the manifest must be JSON; got another text"));
  const text = '{ "format": 1, "rows": 1, "columns": { "__proto__": {} } }';
  expect(() => parseManifest(text)).toThrow("got __proto__");
});
