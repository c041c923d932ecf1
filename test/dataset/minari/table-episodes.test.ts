import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadMinari } from "../../../src/dataset/minari/load-minari.ts";

const silent = { onWarning: () => {} };
const here = { isolate: false, ...silent };

/** The folder of a fixture that make.py has written. */
function folder(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/parquet/${name}`, import.meta.url));
}

const formats = ["parquet", "arrow"];

/** Episodes of three steps and of two, by the formulas of make.py. */
const columns = {
  rows: 5,
  actions: Int32Array.of(0, 1, 0, 0, 1),
  rewards: Float32Array.of(0, 0.5, 1, 0, 0.5),
  terminated: Uint8Array.of(0, 0, 1, 0, 0),
  truncated: Uint8Array.of(0, 0, 0, 0, 1),
  behaviorLogProbabilities: Float32Array.of(-0.25, -0.5, -0.75, -0.25, -0.5),
  episodes: [
    { start: 0, end: 3 },
    { start: 3, end: 5 },
  ],
};

test.each(formats)("episodes in %s have their final observations, and no padding", async (format) => {
  expect(await loadMinari(folder(`minari-${format}`), here)).toMatchObject({
    ...columns,
    observations: Float32Array.of(0, 1, 10, 11, 20, 21, 100, 101, 110, 111),
    nextObservations: Float32Array.of(10, 11, 20, 21, 30, 31, 110, 111, 120, 121),
    spec: { actions: { kind: "discrete", count: 2 } },
  });
});

test.each(formats)("a process of its own reads all episodes in %s the same", async (format) => {
  const dataset = await loadMinari(folder(`minari-${format}`), here);
  expect(await loadMinari(folder(`minari-${format}`), silent)).toEqual(dataset);
});

test.each(formats)("a Dict of a Tuple in %s is flattened as Gymnasium does", async (format) => {
  const dataset = await loadMinari(folder(`minari-structured-${format}`), here);
  expect(dataset).toMatchObject(columns);
  // pair: one of three, and two numbers; then the place
  expect(dataset.observations.subarray(7, 14)).toEqual(Float32Array.of(0, 1, 0, 10, 11, 10, 11));
});

test.each(formats)("an episode in %s that is damaged or missing is named", async (format) => {
  const path = (file: string): string => `${folder(`minari-${format}`)}/data/${file}`;
  const first = readFileSync(path(`0/part-0.${format}`));
  const files = new Map([
    ["data/metadata.json", readFileSync(path("metadata.json"))],
    [`data/0/part-0.${format}`, first],
    [`data/1/part-0.${format}`, first.subarray(0, first.length / 2)],
  ]);
  await expect(loadMinari(files, here)).rejects.toMatchObject({
    name: "DatasetError",
    message: expect.stringMatching(/^episode_1: /),
  });
  files.delete(`data/1/part-0.${format}`);
  await expect(loadMinari(files, here)).rejects.toThrow(`data/1/part-0.${format} is missing`);
});
