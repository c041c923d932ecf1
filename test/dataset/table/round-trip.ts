import { expect } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../../src/dataset/dataset.ts";
import { type LoadOptions, loadDataset } from "../../../src/dataset/load.ts";
import fc from "../../fast-check.ts";

function float32(length: number, range: { readonly max?: number } = {}): fc.Arbitrary<Float32Array> {
  return fc.float32Array({
    minLength: length,
    maxLength: length,
    noNaN: true,
    noDefaultInfinity: true,
    ...range,
  });
}

/** Datasets with all columns that a dataset can have, extreme numbers among them. */
export const datasets: fc.Arbitrary<Dataset> = fc
  .record({ rows: fc.integer({ min: 1, max: 20 }), size: fc.integer({ min: 1, max: 3 }) })
  .chain(({ rows, size }) => {
    const flags = fc.array(fc.boolean(), { minLength: rows, maxLength: rows });
    return fc.record(
      {
        observations: float32(rows * size),
        actions: fc.oneof(
          float32(rows * 2),
          float32(rows),
          fc.int32Array({ minLength: rows, maxLength: rows, min: 0, max: 9 }),
        ),
        rewards: float32(rows),
        terminated: flags,
        truncated: flags,
        nextObservations: float32(rows * size),
        behaviorLogProbabilities: float32(rows, { max: 0 }),
      },
      { requiredKeys: ["observations", "actions", "rewards", "terminated", "truncated"] },
    );
  })
  .map((columns) => createDataset(columns));

/** The bits of every column: 0 and -0 differ. */
export function bits(dataset: Dataset): Record<string, Uint8Array | undefined> {
  const { observations, actions, rewards, terminated, truncated } = dataset;
  const { nextObservations, behaviorLogProbabilities } = dataset;
  const columns = {
    ...{ observations, actions, rewards, terminated, truncated },
    ...{ nextObservations, behaviorLogProbabilities },
  };
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      column && new Uint8Array(column.buffer.slice(column.byteOffset, column.byteOffset + column.byteLength)),
    ]),
  );
}

/** What is written is read back bit for bit, with the same episodes, transitions and spec. */
export async function expectRoundTrip(
  dataset: Dataset,
  write: (dataset: Dataset) => Promise<Uint8Array>,
  format: NonNullable<LoadOptions["format"]>,
): Promise<void> {
  const copy = await loadDataset(await write(dataset), { format, onWarning: () => {} });
  expect(bits(copy)).toEqual(bits(dataset));
  expect(copy.episodes).toEqual(dataset.episodes);
  expect(copy.transitions).toEqual(dataset.transitions);
  expect(copy.spec).toEqual(dataset.spec);
}
