import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import type { DatasetWarning } from "../../src/dataset/findings.ts";
import { loadDataset } from "../../src/dataset/load.ts";
import { datasetManifest } from "../../src/dataset/manifest.ts";
import { fixturePath } from "./fixture.ts";

afterEach(() => vi.restoreAllMocks());

const columns = {
  observations: [0, 1],
  actions: [0, 1],
  rewards: [1, 1],
  terminated: [0, 1],
  truncated: [0, 1],
};

test("a path, bytes and a Blob of one file give equal datasets", async () => {
  const path = fixturePath("d3rlpy-control-ok.h5");
  const fromPath = await loadDataset(path);
  expect(fromPath.rows).toBe(49);
  expect(await loadDataset(new Uint8Array(readFileSync(path)))).toEqual(fromPath);
  expect(await loadDataset(new Blob([readFileSync(path)]))).toEqual(fromPath);
});

test("columns in memory are loaded as createDataset makes them", async () => {
  const onWarning = () => {};
  expect(await loadDataset(columns, { actionCount: 3, onWarning })).toEqual(
    createDataset(columns, { actionCount: 3 }),
  );
});

test("each warning is reported once, and kept", async () => {
  const reported: DatasetWarning[] = [];
  const { warnings } = await loadDataset(columns, { onWarning: (warning) => reported.push(warning) });
  expect(reported.map(({ code }) => code)).toEqual(["terminated-and-truncated"]);
  expect(warnings).toEqual(reported);
});

test("without onWarning the warnings are printed, and an ordinary log prints nothing", async () => {
  const print = vi.spyOn(console, "warn").mockImplementation(() => {});
  await loadDataset(fixturePath("d3rlpy-control-ok.h5"));
  await loadDataset(fixturePath("control-ok.hdf5"));
  expect(print).not.toHaveBeenCalled();
  await loadDataset(columns);
  expect(print.mock.calls).toEqual([
    [expect.stringMatching(/^offline-rl: terminated and truncated are both set/)],
  ]);
});

test("a path is part of the message when the file is missing", async () => {
  await expect(loadDataset("no/such/log.hdf5")).rejects.toThrow("cannot read no/such/log.hdf5");
});

test("an option that is unknown, or that means nothing for the source, is refused", async () => {
  const misspelt = JSON.parse('{ "maxBytes": 5 }');
  await expect(loadDataset(fixturePath("control-ok.hdf5"), misspelt)).rejects.toThrow(
    'unknown option "maxBytes"',
  );
  await expect(loadDataset(columns, { maximumBytes: 5 })).rejects.toThrow('unknown option "maximumBytes"');
});

test.each([
  ["nothing", [], "undefined"],
  ["null", [null], "null"],
  ["a number", [7], "7"],
])("%s is refused by what loadDataset takes", async (_, args, got) => {
  const load = (...source: unknown[]): Promise<unknown> => Reflect.apply(loadDataset, undefined, source);
  await expect(load(...args)).rejects.toThrow(
    `loadDataset takes a path, a URL, a Blob, the bytes of a file, or an object of columns; got ${got}`,
  );
});

test("a manifest is compared with what was loaded, from a file and from memory", async () => {
  const path = fixturePath("d3rlpy-control-ok.h5");
  const manifest = await datasetManifest(await loadDataset(path));
  expect((await loadDataset(path, { manifest })).rows).toBe(49);
  await expect(loadDataset({ ...columns, truncated: [0, 0] }, { manifest })).rejects.toThrow(
    new DatasetError("the dataset must have the 49 rows of its manifest; got 2"),
  );
});
