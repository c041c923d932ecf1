import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { afterEach, expect, test, vi } from "vitest";
import { discreteCql } from "../../src/algorithms/discrete-cql.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { datasetManifest } from "../../src/dataset/manifest.ts";
import { fillMinibatch } from "../../src/dataset/minibatch.ts";
import { shareDataset } from "../../src/dataset/share-dataset.ts";
import { storedColumnNames } from "../../src/dataset/stored-columns.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";
import { randomLog } from "../algorithms/random-log.ts";
import { emptyMinibatch } from "./empty-minibatch.ts";
import { threeEpisodes } from "./three-episodes.ts";

afterEach(() => void vi.unstubAllGlobals());

test("every column lies in shared memory and equals the dataset's", () => {
  const dataset = threeEpisodes();
  const shared = shareDataset(dataset);
  expect(shared).toEqual(dataset);
  for (const name of [...storedColumnNames, "transitions"] as const) {
    expect(shared[name]!.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(dataset[name]!.buffer).toBeInstanceOf(ArrayBuffer);
  }
});

test("manifest and minibatches are those of the dataset", async () => {
  const dataset = threeEpisodes();
  const shared = shareDataset(dataset);
  expect(await datasetManifest(shared)).toEqual(await datasetManifest(dataset));
  const [batch, expected] = [emptyMinibatch(dataset.spec, 3), emptyMinibatch(dataset.spec, 3)];
  fillMinibatch(shared, Int32Array.of(5, 0, 2), 0.5, batch, 2);
  fillMinibatch(dataset, Int32Array.of(5, 0, 2), 0.5, expected, 2);
  expect(batch).toEqual(expected);
});

/** A worker has no loader of TypeScript of its own. */
const trainWorker = `import("tsx/esm/api").then(({ tsImport }) =>
  tsImport("./process/train-worker.ts", ${JSON.stringify(import.meta.url)}))`;

async function trainedHere(dataset: Dataset): Promise<number[][]> {
  await init();
  const algorithm = discreteCql(dataset.spec, { hiddenSizes: [8], batchSize: 8 });
  for await (const _ of fit(algorithm, dataset, { steps: 20 }));
  return algorithm.variables.map((variable) => [...variable.dataSync()]);
}

test("a worker trains from the same memory, to the same bits, and what it writes is seen here", async () => {
  const log = randomLog();
  const shared = shareDataset(log);
  const worker = new Worker(trainWorker, { eval: true });
  worker.postMessage(shared);
  const [weights] = await once(worker, "message");
  await worker.terminate();
  expect(weights).toEqual(await trainedHere(log));
  expect(shared.rewards[0]).toBe(7);
  expect(log.rewards[0]).not.toBe(7);
});

test("where there is no shared memory it says why", () => {
  vi.stubGlobal("SharedArrayBuffer", undefined);
  expect(() => shareDataset(threeEpisodes())).toThrow(DatasetError);
  expect(() => shareDataset(threeEpisodes())).toThrow(
    /^a shared dataset needs SharedArrayBuffer, .* cross-origin isolated/,
  );
});
