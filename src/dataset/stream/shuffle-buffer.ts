import type { RandomStream } from "../../kernels/random.ts";
import type { DatasetSpec } from "../spec.ts";
import type { TransitionBlock } from "./group-transitions.ts";
import { copyTransition, emptyTransitions, type Transitions, transitionSize } from "./transitions.ts";

/** A bounded number of transitions, from which random ones are taken while others come. */
export interface ShuffleBuffer {
  /** Transitions that can be taken. */
  readonly available: () => number;
  /** Whether `count` can be taken without a slot being left empty. */
  readonly isFullFor: (count: number) => boolean;
  /** Transitions that fill empty slots, and wait to fill those that are taken. */
  readonly add: (block: TransitionBlock) => void;
  /** Moves a transition of a random slot to `place` of `out`. */
  readonly take: (random: RandomStream, out: Transitions, place: number) => void;
}

/** Every transition that is added is taken once, by chance sooner or later. */
export function shuffleBuffer(spec: DatasetSpec, slots: number): ShuffleBuffer {
  const size = transitionSize(spec);
  const held = emptyTransitions(spec, slots);
  const waiting: TransitionBlock[] = [];
  let filled = 0;
  let waitingRows = 0;
  let next = 0;
  const fill = (slot: number): void => {
    const { transitions, rows } = waiting[0]!;
    copyTransition(transitions, rows[next++]!, held, slot, size);
    waitingRows--;
    if (next < rows.length) return;
    waiting.shift();
    next = 0;
  };
  return {
    available: () => filled + waitingRows,
    isFullFor: (count) => filled === slots && waitingRows >= count,
    add(block) {
      if (block.rows.length === 0) return;
      waiting.push(block);
      waitingRows += block.rows.length;
      while (filled < slots && waitingRows > 0) fill(filled++);
    },
    take(random, out, place) {
      const slot = random.integer(filled);
      copyTransition(held, slot, out, place, size);
      if (waitingRows > 0) fill(slot);
      else copyTransition(held, --filled, held, slot, size);
    },
  };
}
