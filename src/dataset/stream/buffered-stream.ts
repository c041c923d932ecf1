import { DatasetError } from "../dataset-error.ts";
import { checkDiscount } from "../discount.ts";
import type { Minibatch } from "../minibatch.ts";
import type { DatasetSpec } from "../spec.ts";
import type { MinibatchSampling, TransitionSource } from "../transition-source.ts";
import type { TransitionBlock } from "./group-transitions.ts";
import { shuffleBuffer } from "./shuffle-buffer.ts";

/** Transitions that are drawn from a stream, each once a pass. */
export interface TransitionStream extends TransitionSource {
  /** Has to be awaited before every draw. Rejects with a DatasetError behind the last pass. */
  prepare(transitions: number): Promise<void>;
  /** Ends the reading of files. */
  close(): Promise<void>;
}

/** Draws from `slots` transitions, which `blocks` fill. */
export function bufferedStream(
  spec: DatasetSpec,
  slots: number,
  blocks: AsyncGenerator<TransitionBlock>,
): TransitionStream {
  const buffer = shuffleBuffer(spec, slots);
  return {
    spec,
    async prepare(transitions) {
      while (!buffer.isFullFor(transitions)) {
        const next = await blocks.next();
        if (next.done) break;
        buffer.add(next.value);
      }
      checkAvailable(buffer.available(), transitions);
    },
    drawMinibatch(sampling, batch) {
      checkSampling(sampling, batch);
      const count = batch.rewards.length;
      checkAvailable(buffer.available(), count);
      const out = { ...batch, terminated: new Uint8Array(count) };
      for (let i = 0; i < count; i++) buffer.take(sampling.random, out, i);
      fillDiscounts(batch, out.terminated, sampling.discount);
    },
    close: async () => void (await blocks.return(undefined)),
  };
}

function checkAvailable(available: number, needed: number): void {
  if (available >= needed) return;
  throw new DatasetError(
    `${needed} transitions of a stream need them to be there; got ${available}: await prepare before every draw, and note ` +
      "that a stream of a number of passes ends",
  );
}

function checkSampling(
  { discount, returnSteps = 1, sequenceLength }: MinibatchSampling,
  batch: Minibatch,
): void {
  checkDiscount(discount);
  const where = "in a stream, whose episodes are not in memory";
  if (returnSteps !== 1) throw new DatasetError(`returnSteps must be 1 ${where}; got ${returnSteps}`);
  if (sequenceLength !== undefined || batch.continues) {
    throw new DatasetError(`sequences cannot be drawn ${where}; got sequenceLength ${sequenceLength}`);
  }
  if (batch.nextActions) throw new DatasetError(`next actions are not known ${where}`);
}

function fillDiscounts({ discounts }: Minibatch, terminated: Uint8Array, discount: number): void {
  for (let i = 0; i < discounts.length; i++) discounts[i] = terminated[i] === 1 ? 0 : discount;
}
