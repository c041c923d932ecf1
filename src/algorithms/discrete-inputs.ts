import type { Tensor2D, Variable } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { noScaler, observationScaler } from "../networks/observation-scaler.ts";
import type { DiscreteBatch } from "./batch.ts";
import { discreteSizes } from "./discrete-spec.ts";

/** What networks see of a log of discrete actions: observations standardized. */
export interface DiscreteInputs {
  readonly observationSize: number;
  /** Number of actions. */
  readonly actions: number;
  /** Statistics, which training does not change. */
  readonly variables: readonly Variable[];
  /** The batch as networks see it. */
  scaled(batch: DiscreteBatch): DiscreteBatch;
  /** Observations as networks see them, [rows, observationSize]. */
  observations(observations: Tensor2D): Tensor2D;
  dispose(): void;
}

/** Throws a TypeError for a spec of continuous actions. */
export function discreteInputs(
  spec: DatasetSpec,
  { standardizeObservations }: { readonly standardizeObservations: boolean },
): DiscreteInputs {
  const sizes = discreteSizes(spec);
  const scaler = standardizeObservations ? observationScaler(spec) : noScaler();
  return {
    ...sizes,
    variables: scaler.variables,
    scaled: (batch) => ({
      ...batch,
      observations: scaler.apply(batch.observations),
      nextObservations: scaler.apply(batch.nextObservations),
    }),
    observations: scaler.apply,
    dispose: scaler.dispose,
  };
}
