import { expect, test } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../../src/dataset/dataset.ts";
import { loadDataset } from "../../../src/dataset/load.ts";
import { writeParquet } from "../../../src/dataset/parquet/write.ts";
import { storedColumnNames } from "../../../src/dataset/stored-columns.ts";
import fc from "../../fast-check.ts";

const here = { isolate: false, onWarning: () => {} };

/** The bits of every column: 0 and -0 differ. */
function bits(dataset: Dataset): unknown[] {
  return storedColumnNames.map((name) => dataset[name] && new Uint8Array(dataset[name].slice().buffer));
}

const logs = fc
  .record({ rows: fc.integer({ min: 1, max: 30 }), size: fc.integer({ min: 1, max: 4 }) })
  .chain(({ rows, size }) => {
    const numbers = (width: number, range: object = {}) =>
      fc.float32Array({
        minLength: rows * width,
        maxLength: rows * width,
        noNaN: true,
        noDefaultInfinity: true,
        ...range,
      });
    const flags = fc.array(fc.boolean(), { minLength: rows, maxLength: rows });
    return fc.record(
      {
        observations: numbers(size),
        actions: fc.oneof(
          numbers(2),
          numbers(1),
          fc.int32Array({ minLength: rows, maxLength: rows, min: 0, max: 9 }),
        ),
        rewards: numbers(1),
        terminated: flags,
        truncated: flags,
        nextObservations: numbers(size),
        behaviorLogProbabilities: numbers(1, { max: 0 }),
      },
      { requiredKeys: ["observations", "actions", "rewards", "terminated", "truncated"] },
    );
  });

test("what is written is read back bit for bit, with the same episodes, in row groups of any size", async () => {
  await fc.assert(
    fc.asyncProperty(logs, fc.integer({ min: 1, max: 31 }), async (columns, rowGroupRows) => {
      const dataset = createDataset(columns);
      const copy = await loadDataset(await writeParquet(dataset, { rowGroupRows }), here);
      expect(bits(copy)).toEqual(bits(dataset));
      expect(copy.episodes).toEqual(dataset.episodes);
      expect(copy.spec).toEqual(dataset.spec);
    }),
    { numRuns: 50 },
  );
});

const dataset = createDataset({
  observations: Float32Array.of(0.125, 1.5, 2.25, 3),
  actions: Int32Array.of(0, 1),
  rewards: [1, 2],
  terminated: [false, true],
});

test("bytes of a value that are changed are noticed", async () => {
  const bytes = await writeParquet(dataset);
  const at = Buffer.from(bytes).indexOf(Buffer.from(Float32Array.of(1.5, 3).buffer));
  bytes[at]! ^= 1;
  await expect(loadDataset(bytes, here)).rejects.toThrow(
    /^observations must have the SHA-256 of the manifest/,
  );
});

test("a mapping may choose other columns than the manifest is of", async () => {
  const bytes = await writeParquet(dataset);
  const columns = {
    observation: "observation_1",
    action: "action",
    reward: "reward",
    terminated: "terminated",
  };
  const { observations } = await loadDataset(bytes, { ...here, columns });
  expect(observations).toEqual(Float32Array.of(1.5, 3));
});

test("rows of a group must be a positive integer, and other options are unknown", async () => {
  await expect(writeParquet(dataset, { rowGroupRows: 0 })).rejects.toThrow(
    "rowGroupRows must be a positive integer; got 0",
  );
  const misspelt = { rowGroupRows: 4, rowGroupSize: 5 };
  await expect(writeParquet(dataset, misspelt)).rejects.toThrow('unknown option "rowGroupSize"');
});
