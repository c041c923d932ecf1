import { keep, type Rank, tidy, zeros } from "@tensorflow/tfjs-core";
import type { DiscreteBatch } from "../algorithms/batch.ts";
import type { Minibatch } from "../dataset/minibatch.ts";
import { acceleratedBackend } from "../tensor/backend.ts";

/** Tensors of a fixed address, into which one minibatch after the other is written. */
export interface BatchTensors {
  readonly batch: DiscreteBatch;
  /** Views of the tensors, good until the next allocation. */
  views(): Minibatch;
  dispose(): void;
}

/** Minibatch tensors for `batchSize` rows of discrete actions. */
export function batchTensors(batchSize: number, observationSize: number): BatchTensors {
  const backend = acceleratedBackend();
  const batch: DiscreteBatch = tidy(() => ({
    observations: keep(zeros<Rank.R2>([batchSize, observationSize])),
    actions: keep(zeros<Rank.R1>([batchSize], "int32")),
    rewards: keep(zeros<Rank.R1>([batchSize])),
    discounts: keep(zeros<Rank.R1>([batchSize])),
    nextObservations: keep(zeros<Rank.R2>([batchSize, observationSize])),
  }));
  const viewsNow = (): Minibatch => ({
    observations: backend.floats(batch.observations),
    actions: backend.integers(batch.actions),
    rewards: backend.floats(batch.rewards),
    discounts: backend.floats(batch.discounts),
    nextObservations: backend.floats(batch.nextObservations),
  });
  let views = viewsNow();
  return {
    batch,
    views() {
      // the heap that grew has a buffer of its own
      if (views.rewards.buffer !== backend.heap()) views = viewsNow();
      return views;
    },
    dispose: () => {
      for (const tensor of Object.values(batch)) tensor.dispose();
    },
  };
}
