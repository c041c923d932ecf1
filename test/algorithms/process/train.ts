import { dispose, type Scalar } from "@tensorflow/tfjs-core";
import type { Algorithm } from "../../../src/algorithms/algorithm.ts";
import { discreteCql } from "../../../src/algorithms/discrete-cql.ts";
import { transitionSource } from "../../../src/dataset/transition-source.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { discreteBatchTensors } from "../../../src/training/batch-tensors.ts";
import { randomLog } from "../random-log.ts";

// Prints the losses of a few steps of CQL, eager and replayed: node train.ts strict | relaxed

const log = randomLog();
const steps = 30;

/** An algorithm, and what gives it a new minibatch. */
function problem() {
  const algorithm = discreteCql(log.spec, { hiddenSizes: [40, 40], batchSize: 24, learningRate: 1e-2 });
  const { batch, views } = discreteBatchTensors(algorithm.sampling, log.spec.observationSize);
  const source = transitionSource(log);
  const next = (): void => source.drawMinibatch(algorithm.sampling, views());
  return { algorithm, batch, next };
}

function lossOf(metrics: Record<string, Scalar>): number {
  return metrics.loss!.dataSync()[0]!;
}

function entriesOf({ variables }: Algorithm): number[] {
  return variables.flatMap((variable) => Array.from(variable.dataSync()));
}

function eager() {
  const { algorithm, batch, next } = problem();
  const losses = Array.from({ length: steps }, () => {
    next();
    const metrics = algorithm.update(batch);
    const loss = lossOf(metrics);
    dispose(metrics);
    return loss;
  });
  return { losses, entries: entriesOf(algorithm) };
}

function replayed() {
  const { algorithm, batch, next } = problem();
  next();
  const captured = capture(() => algorithm.update(batch));
  const losses = [lossOf(captured.result)];
  while (losses.length < steps) {
    captured.run(1, next);
    losses.push(lossOf(captured.result));
  }
  return { losses, entries: entriesOf(algorithm) };
}

await init(process.argv[2] === "relaxed" ? { relaxed: true } : {});
process.stdout.write(JSON.stringify({ eager: eager(), replayed: replayed() }));
