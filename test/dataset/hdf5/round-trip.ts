import { createDataset } from "../../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../../src/dataset/dataset.ts";
import fc from "../../fast-check.ts";

/** The bits of every column: 0 and -0 differ. */
export function bits(dataset: Dataset): Record<string, Uint8Array | undefined> {
  const { observations, actions, rewards, terminated, truncated } = dataset;
  const { nextObservations, behaviorLogProbabilities } = dataset;
  const columns = {
    observations,
    actions,
    rewards,
    terminated,
    truncated,
    nextObservations,
    behaviorLogProbabilities,
  };
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, column && new Uint8Array(column.buffer.slice(0))]),
  );
}

/** Logs of up to 30 rows in which every state follows from the one before, with and without log-probabilities. */
export const continuousLogs: fc.Arbitrary<Dataset> = fc
  .record({ rows: fc.integer({ min: 1, max: 30 }), size: fc.integer({ min: 1, max: 4 }) })
  .chain(({ rows, size }) => {
    const floats = (length: number, max?: number) =>
      fc.float32Array({
        minLength: length,
        maxLength: length,
        noNaN: true,
        noDefaultInfinity: true,
        ...(max !== undefined && { max }),
      });
    const flags = fc.array(fc.boolean(), { minLength: rows, maxLength: rows });
    return fc.record(
      {
        observations: floats(rows * size),
        finalObservations: floats(rows * size),
        actions: fc.oneof(
          floats(2 * rows),
          fc.int32Array({ minLength: rows, maxLength: rows, min: 0, max: 9 }),
        ),
        rewards: floats(rows),
        terminated: flags,
        truncated: flags,
        behaviorLogProbabilities: floats(rows, 0),
      },
      {
        requiredKeys: ["observations", "finalObservations", "actions", "rewards", "terminated", "truncated"],
      },
    );
  })
  .map(({ finalObservations, ...columns }) => {
    const { observations, rewards, terminated, truncated } = columns;
    const size = observations.length / rewards.length;
    const nextObservations = finalObservations.map((final, i) => {
      const row = Math.floor(i / size);
      return terminated[row] || truncated[row] ? final : (observations[i + size] ?? final);
    });
    return createDataset({ ...columns, nextObservations });
  });
