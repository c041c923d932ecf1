import { dispose, type Scalar } from "@tensorflow/tfjs-core";
import type { Algorithm } from "../algorithms/algorithm.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { fillMinibatch, sampleTransitions } from "../dataset/minibatch.ts";
import { type BatchTensors, batchTensors } from "./batch-tensors.ts";
import { eventLoopTurn } from "./event-loop.ts";
import { completeFitOptions, type FitOptions, type Progress } from "./fit-options.ts";
import { stopwatch } from "./stopwatch.ts";

/** What an algorithm reports of a step: its losses and diagnostics by name, and the progress. */
export type TrainingMetrics = Progress & { readonly [metric: string]: number };

/** Milliseconds of training between two returns to the event loop. */
const SLICE = 40;

/**
 * Trains an algorithm on minibatches drawn uniformly from a dataset, and yields metrics every `logInterval` steps and
 * after the last. Between slices of 40 ms the event loop runs, so that a page stays responsive.
 *
 * It trains while its metrics are asked for: `for await (const metrics of fit(…))` trains to the end, `await fit(…)`
 * alone trains nothing, and wrong arguments are refused at the first step of the loop.
 *
 * The minibatches depend on the algorithm's seed alone, and a further `fit` goes on with the next ones. A loss or
 * gradient that is not finite throws a `NonFiniteError`; the weights are then those of the last good step. An aborted
 * signal throws its reason, between two steps.
 */
export async function* fit(
  algorithm: Algorithm,
  dataset: Dataset,
  options: FitOptions,
): AsyncGenerator<TrainingMetrics, void> {
  const { steps, logInterval, signal, onProgress } = completeFitOptions(algorithm, dataset, options);
  const tensors = batchTensors(algorithm.sampling.batchSize, dataset.spec.observationSize);
  const nextBatch = batches(algorithm, dataset, tensors);
  const watch = stopwatch();
  try {
    for (let step = 1; step <= steps; step++) {
      signal?.throwIfAborted();
      nextBatch();
      const metrics = algorithm.update(tensors.batch);
      const isReported = step % logInterval === 0 || step === steps;
      const report = isReported ? numbers(metrics) : undefined;
      dispose(metrics);
      if (!isReported && watch.lap() < SLICE) continue;
      watch.stop();
      const progress = { step, steps, stepsPerSecond: (1000 * step) / watch.elapsed() };
      onProgress?.(progress);
      await eventLoopTurn();
      if (report !== undefined) yield { ...report, ...progress };
      watch.start();
    }
  } finally {
    tensors.dispose();
  }
}

/** A function that writes the next minibatch into the tensors. */
function batches({ sampling }: Algorithm, dataset: Dataset, { views }: BatchTensors): () => void {
  const rows = new Int32Array(sampling.batchSize);
  return () => {
    sampleTransitions(dataset, sampling.random, rows);
    fillMinibatch(dataset, rows, sampling.discount, views());
  };
}

function numbers(metrics: Record<string, Scalar>): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, metric.dataSync()[0]!]));
}
