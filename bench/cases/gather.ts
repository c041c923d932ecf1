import { drawMinibatch } from "../../src/dataset/minibatch.ts";
import { createDataset } from "../../src/index.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { batchTensors } from "../../src/training/batch-tensors.ts";
import { type Case, microseconds, type Variant } from "../case.ts";
import { integers, numbers } from "../numbers.ts";
import { actionCount, observationSize } from "./training-problem.ts";

const [LOG_ROWS, DISCOUNT] = [20_000, 0.99];
export const gatheredRows = 256;

/** A log of which every hundredth row is the end of a task. */
export function gatherInput() {
  return {
    observations: numbers("log observations", LOG_ROWS * observationSize),
    actions: integers("log actions", LOG_ROWS, actionCount),
    rewards: numbers("log rewards", LOG_ROWS),
    terminated: Uint8Array.from({ length: LOG_ROWS }, (_, row) => (row % 100 === 99 ? 1 : 0)),
    nextObservations: numbers("log next observations", LOG_ROWS * observationSize),
  };
}

/** γ (1 − terminated) of every row of the log. */
export function discountsOf({ terminated }: ReturnType<typeof gatherInput>): Float32Array {
  return Float32Array.from(terminated, (flag) => DISCOUNT * (1 - flag));
}

/** A function that draws the rows of the next minibatch into `rows`. */
export function rowDraws(rows: Int32Array): () => void {
  const random = randomStream(0, "gather");
  return () => {
    for (let i = 0; i < rows.length; i++) rows[i] = random.integer(LOG_ROWS);
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
  const tensors = batchTensors(gatheredRows, observationSize);
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
  const input = gatherInput();
  const discounts = discountsOf(input);
  const rows = new Int32Array(gatheredRows);
  const draw = rowDraws(rows);
  const wide = () => new Float32Array(gatheredRows * observationSize);
  const [observations, nextObservations] = [wide(), wide()];
  const [actions, rewards, discount] = [0, 1, 2].map(() => new Float32Array(gatheredRows));
  const call = (): void => {
    draw();
    for (let i = 0; i < gatheredRows; i++) {
      const [from, to] = [rows[i]! * observationSize, i * observationSize];
      for (let j = 0; j < observationSize; j++) {
        observations[to + j] = input.observations[from + j]!;
        nextObservations[to + j] = input.nextObservations[from + j]!;
      }
      actions![i] = input.actions[rows[i]!]!;
      rewards![i] = input.rewards[rows[i]!]!;
      discount![i] = discounts[rows[i]!]!;
    }
  };
  return {
    call,
    result() {
      call();
      return [...observations, ...actions!, ...rewards!, ...discount!, ...nextObservations];
    },
  };
}
