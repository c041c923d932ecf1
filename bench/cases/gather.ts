import { drawMinibatch } from "../../src/dataset/minibatch.ts";
import { createDataset } from "../../src/index.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { discreteBatchTensors } from "../../src/training/batch-tensors.ts";
import { type Case, microseconds, type Variant } from "../case.ts";
import { integers, numbers } from "../numbers.ts";
import { actionCount, observationSize } from "./training-problem.ts";

const [LOG_ROWS, DISCOUNT] = [20_000, 0.99];
const gatheredRows = 256;

/** A log of which every hundredth row is the end of a task. */
function gatherInput() {
  return {
    observations: numbers("log observations", LOG_ROWS * observationSize),
    actions: integers("log actions", LOG_ROWS, actionCount),
    rewards: numbers("log rewards", LOG_ROWS),
    terminated: Uint8Array.from({ length: LOG_ROWS }, (_, row) => (row % 100 === 99 ? 1 : 0)),
    nextObservations: numbers("log next observations", LOG_ROWS * observationSize),
  };
}

/** Drawing a minibatch and gathering it from the log. */
export function gatherCases(): Case[] {
  return [{ name: "gather/256", unit: microseconds, ours: ours(), naive: naive() }];
}

/** The dataset of the case. */
export function gatherDataset() {
  return createDataset(gatherInput(), { actionCount });
}

function ours(): Variant {
  const dataset = gatherDataset();
  const tensors = discreteBatchTensors({ batchSize: gatheredRows }, observationSize);
  const rows = new Int32Array(gatheredRows);
  const sampling = { random: randomStream(0, "gather"), discount: DISCOUNT };
  const call = () => drawMinibatch(dataset, sampling, rows, tensors.views());
  return {
    call,
    result() {
      call();
      const { observations, actions, rewards, discounts, nextObservations } = tensors.views();
      return [...observations, ...actions, ...rewards, ...discounts, ...nextObservations];
    },
  };
}

function naive(): Variant {
  const { columns, gather } = gatheredColumns();
  return {
    call: gather,
    result() {
      gather();
      return columns.flatMap((column) => [...column]);
    },
  };
}

/** Typed arrays, and a plain loop that draws rows of the log and copies them there. */
export function gatheredColumns() {
  const input = gatherInput();
  const random = randomStream(0, "gather");
  const rows = new Int32Array(gatheredRows);
  const [observations, nextObservations] = [0, 1].map(() => new Float32Array(gatheredRows * observationSize));
  const [rewards, discounts] = [new Float32Array(gatheredRows), new Float32Array(gatheredRows)];
  const actions = new Int32Array(gatheredRows);
  const gather = (): void => {
    for (let i = 0; i < gatheredRows; i++) rows[i] = random.integer(LOG_ROWS);
    for (let i = 0; i < gatheredRows; i++) {
      const [from, to] = [rows[i]! * observationSize, i * observationSize];
      for (let j = 0; j < observationSize; j++) {
        observations![to + j] = input.observations[from + j]!;
        nextObservations![to + j] = input.nextObservations[from + j]!;
      }
      actions[i] = input.actions[rows[i]!]!;
      rewards[i] = input.rewards[rows[i]!]!;
      discounts[i] = DISCOUNT * (1 - input.terminated[rows[i]!]!);
    }
  };
  return {
    columns: [observations!, actions, rewards, discounts, nextObservations!] as const,
    shape: [gatheredRows, observationSize] satisfies [number, number],
    gather,
  };
}
