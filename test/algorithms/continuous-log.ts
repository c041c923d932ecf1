import type { Sampling } from "../../src/algorithms/algorithm.ts";
import type { ContinuousBatch } from "../../src/algorithms/batch.ts";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { transitionSource } from "../../src/dataset/transition-source.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { continuousBatchTensors } from "../../src/training/batch-tensors.ts";
import { normals } from "../kernels/draw.ts";

/** Of the actions of `continuousLog`. */
export const actionBounds = { low: [-2, 0], high: [2, 1] };

/**
 * 200 steps without sense: 3 numbers an observation, actions of 2 numbers in [−2, 2] × [0, 1], some of them at a bound;
 * episodes of 8 steps that mostly terminate. Successors are those of the next row.
 */
export function continuousLog(seed = 0): Dataset {
  const random = randomStream(seed, "continuous log");
  const rows = Array.from({ length: 200 }, (_, row) => row);
  const isLast = (row: number) => row % 8 === 7;
  const { low, high } = actionBounds;
  const clipped = (value: number, i: number) => Math.min(high[i]!, Math.max(low[i]!, value));
  return createDataset(
    {
      observations: normals(random, 3 * rows.length),
      actions: rows.map(() =>
        low.map((from, i) =>
          clipped(1.2 * (high[i]! - from) * (random.uniform() - 0.5) + (from + high[i]!) / 2, i),
        ),
      ),
      rewards: normals(random, rows.length),
      terminated: rows.map((row) => isLast(row) && row % 3 !== 0),
      truncated: rows.map((row) => isLast(row) && row % 3 === 0),
    },
    { actionBounds },
  );
}

/** A minibatch of a log of continuous actions, drawn as `sampling` says. */
export function drawnBatch(log: Dataset, sampling: Sampling): ContinuousBatch {
  const size = log.actions.length / log.rows;
  const { batch, views } = continuousBatchTensors(sampling, log.spec.observationSize, size);
  transitionSource(log).drawMinibatch(sampling, views());
  return batch;
}
