import {
  keep,
  type Rank,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import type { Sampling } from "../algorithms/algorithm.ts";
import type { Batch } from "../algorithms/batch.ts";
import type { Minibatch } from "../dataset/minibatch.ts";
import type { DatasetSpec } from "../dataset/spec.ts";
import { type AcceleratedBackend, acceleratedBackend } from "../tensor/backend.ts";

/** Tensors of a fixed address, into which one minibatch after the other is written. */
export interface BatchTensors<Actions extends Tensor = Tensor1D | Tensor2D> {
  readonly batch: Batch<Actions>;
  /** Views of the tensors, good until the next allocation. */
  views(): Minibatch;
  dispose(): void;
}

/** What says which tensors a minibatch has, and of how many rows. */
export type BatchShape = Pick<Sampling, "batchSize" | "nextActions" | "sequenceLength">;

/** Minibatch tensors for the actions of the spec. */
export function batchTensors(shape: BatchShape, { observationSize, actions }: DatasetSpec): BatchTensors {
  return actions.kind === "discrete"
    ? discreteBatchTensors(shape, observationSize)
    : continuousBatchTensors(shape, observationSize, actions.size);
}

/** Minibatch tensors for discrete actions, int32 [batchSize]. */
export function discreteBatchTensors(shape: BatchShape, observationSize: number): BatchTensors<Tensor1D> {
  return tensorsOf(shape, observationSize, {
    make: () => zeros<Rank.R1>([shape.batchSize], "int32"),
    view: (backend, actions) => backend.integers(actions),
  });
}

/** Minibatch tensors for vectors of `size` numbers as actions, float32 [batchSize, size]. */
export function continuousBatchTensors(
  shape: BatchShape,
  observationSize: number,
  size: number,
): BatchTensors<Tensor2D> {
  return tensorsOf(shape, observationSize, {
    make: () => zeros<Rank.R2>([shape.batchSize, size]),
    view: (backend, actions) => backend.floats(actions),
  });
}

/** How actions of a kind lie on the heap. */
interface ActionTensors<Actions extends Tensor> {
  make(): Actions;
  view(backend: AcceleratedBackend, actions: Actions): Int32Array | Float32Array;
}

function tensorsOf<Actions extends Tensor>(
  shape: BatchShape,
  observationSize: number,
  { make, view }: ActionTensors<Actions>,
): BatchTensors<Actions> {
  const backend = acceleratedBackend();
  const batch = zeroBatch(shape, observationSize, make);
  const viewsNow = (): Minibatch => ({
    observations: backend.floats(batch.observations),
    actions: view(backend, batch.actions),
    rewards: backend.floats(batch.rewards),
    discounts: backend.floats(batch.discounts),
    nextObservations: backend.floats(batch.nextObservations),
    ...(batch.nextActions && { nextActions: view(backend, batch.nextActions) }),
    ...(batch.continues && { continues: backend.floats(batch.continues) }),
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

function zeroBatch<Actions extends Tensor>(
  { batchSize, nextActions = false, sequenceLength }: BatchShape,
  observationSize: number,
  actions: () => Actions,
): Batch<Actions> {
  const states = (): Tensor2D => keep(zeros<Rank.R2>([batchSize, observationSize]));
  const numbers = (): Tensor1D => keep(zeros<Rank.R1>([batchSize]));
  return tidy(() => ({
    observations: states(),
    actions: keep(actions()),
    rewards: numbers(),
    discounts: numbers(),
    nextObservations: states(),
    ...(nextActions && { nextActions: keep(actions()) }),
    ...(sequenceLength !== undefined && { continues: numbers() }),
  }));
}
