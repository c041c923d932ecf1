import type { Algorithm } from "../algorithms/algorithm.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { type TransitionSource, transitionSource } from "../dataset/transition-source.ts";
import { type BatchTensors, batchTensors } from "./batch-tensors.ts";
import { eventLoopTurn } from "./event-loop.ts";
import { completeFitOptions, type FitOptions, type Progress } from "./fit-options.ts";
import { limitCheck } from "./limit-warning.ts";
import { policyLikelihood } from "./policy-likelihood.ts";
import { reportOf, withAdded } from "./report.ts";
import { stepsOf } from "./steps.ts";
import { stopwatch } from "./stopwatch.ts";
import { valueCheck } from "./value-guard.ts";

/** What an algorithm reports of a step: its losses and diagnostics by name, and the progress. */
export type TrainingMetrics = Progress & { readonly [metric: string]: number };

/** Milliseconds of training between two returns to the event loop. */
const SLICE = 40;

/** Milliseconds of steps between two looks at the clock, at most a quarter of a slice. */
const STRIDE = 4;

/**
 * Trains an algorithm on minibatches drawn uniformly from a dataset, or as another source of transitions draws them, and
 * yields metrics every `logInterval` steps and after the last. Between slices of 40 ms the event loop runs, so that a
 * page stays responsive.
 *
 * It trains while its metrics are asked for: `for await (const metrics of fit(…))` trains to the end, `await fit(…)`
 * alone trains nothing, and wrong arguments are refused at the first step of the loop.
 *
 * The minibatches of a dataset depend on the algorithm's seed alone, and a further `fit` goes on with the next ones. A
 * loss or gradient that is not finite throws a `NonFiniteError`; the weights are then those of the last good step. An
 * aborted signal throws its reason, between two steps. Reports of an algorithm that can `diagnose` have its values on the
 * last batch, which are compared with what returns can be, as `valueGuard` says. A metric of the algorithm with the name of
 * one that `fit` adds is an error. A weight of a constraint that sits at its maximum is warned of once.
 *
 * The first step is captured and the others are replays of its kernel launches, with the same results to the bit; an
 * algorithm that cannot be captured trains all the same, after a warning that names the reason.
 */
export async function* fit(
  algorithm: Algorithm,
  data: Dataset | TransitionSource,
  options: FitOptions,
): AsyncGenerator<TrainingMetrics, void> {
  const { steps, logInterval, valueGuard, behavior, signal, onProgress } = completeFitOptions(
    algorithm,
    data,
    options,
  );
  const source = transitionSource(data);
  const { batchSize } = algorithm.sampling;
  const tensors = batchTensors(algorithm.sampling, source.spec);
  const nextBatch = batches(algorithm, source, tensors);
  const checkValues = valueCheck(algorithm, source, valueGuard);
  const likelihoods = behavior ? policyLikelihood(behavior, algorithm) : () => ({});
  const checkLimits = limitCheck(algorithm);
  const training = stepsOf(algorithm, tensors.batch);
  const watch = stopwatch();
  try {
    for (let step = 0, stride = 1, looked = 0; step < steps; ) {
      signal?.throwIfAborted();
      const untilReport = Math.min(logInterval - (step % logInterval), steps - step);
      const times = Math.min(stride, untilReport);
      if (source.prepare) {
        await source.prepare(times * batchSize);
        signal?.throwIfAborted();
        looked = watch.lap();
      }
      training.run(times, nextBatch);
      step += times;
      const lap = watch.lap();
      stride = lap - looked < STRIDE ? 2 * stride : Math.max(1, stride >> 1);
      looked = lap;
      const isReported = times === untilReport;
      if (!isReported && lap < SLICE) continue;
      const report = isReported
        ? withAdded(
            algorithm,
            reportOf(algorithm, training.metrics(), tensors.batch),
            likelihoods(tensors.views()),
          )
        : undefined;
      if (report) {
        checkLimits(report, step);
        checkValues(report, step);
      }
      watch.stop();
      const progress = { step, steps, stepsPerSecond: (1000 * step) / watch.elapsed() };
      onProgress?.(progress);
      await eventLoopTurn();
      if (report !== undefined) yield withAdded(algorithm, report, progress);
      watch.start();
      looked = 0;
    }
  } finally {
    training.dispose();
    tensors.dispose();
  }
}

/** A function that writes the next minibatch into the tensors. */
function batches({ sampling }: Algorithm, source: TransitionSource, { views }: BatchTensors): () => void {
  return () => source.drawMinibatch(sampling, views());
}
