import { discreteCql } from "../../../src/algorithms/discrete-cql.ts";
import { drawMinibatch } from "../../../src/dataset/minibatch.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { discreteBatchTensors } from "../../../src/training/batch-tensors.ts";
import { randomLog } from "../../algorithms/random-log.ts";

// Prints by how many bytes the heap of JavaScript grows in 100,000 replays of a training step with new minibatches, before
// and after a collection, at the least of four times: node --expose-gc garbage.ts

const replays = 100_000;

await init();
const log = randomLog();
const settings = { hiddenSizes: [8], batchSize: 4, targetUpdateInterval: 3 };
const algorithm = discreteCql(log.spec, settings);
const { batch, views } = discreteBatchTensors(settings, log.spec.observationSize);
const rows = new Int32Array(4);
const next = (): void => drawMinibatch(log, algorithm.sampling, rows, views());
next();
const step = capture(() => algorithm.update(batch));
step.run(20_000, next);

const used = (): number => process.memoryUsage().heapUsed;

function growth(): { garbage: number; kept: number } {
  global.gc!();
  const before = used();
  step.run(replays, next);
  const after = used();
  global.gc!();
  return { garbage: after - before, kept: used() - before };
}

// in some round the engine compiles, which is not what a replay costs: that would show in every one
const rounds = Array.from({ length: 4 }, growth);
const least = (of: "garbage" | "kept"): number => Math.min(...rounds.map((round) => round[of]));
process.stdout.write(JSON.stringify({ garbage: least("garbage"), kept: least("kept") }));
