import { dispose, type Rank, tensor1d, tidy, type Variable, variable } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { requireInit } from "../tensor/backend.ts";
import { standardize } from "../tensor/standardize.ts";
import type { Mlp } from "./mlp.ts";
import { variableName } from "./variable-name.ts";

/** The scaling of observations that belongs to a network: it is trained, saved and used with it. */
export interface ObservationScaler {
  /** Mean and inverse deviation, which training does not change. */
  readonly variables: readonly Variable[];
  /** The network with (observation − mean) / std as its input. */
  scale(network: Mlp): Mlp;
  dispose(): void;
}

/** Of a smaller deviation float32 cannot hold the inverse. */
const SMALLEST_STD = 2 ** -126;

/** Scales observations by the statistics of the log; a component that never changes there is only shifted. */
export function observationScaler({ observationMean, observationStd }: DatasetSpec): ObservationScaler {
  requireInit();
  const constant = (label: string, values: number[]): Variable<Rank.R1> =>
    tidy(() => variable(tensor1d(values), false, variableName(label)));
  const mean = constant("mean of the observations", [...observationMean]);
  const inverseStd = constant(
    "inverse deviation of the observations",
    observationStd.map((std) => (std >= SMALLEST_STD ? 1 / std : 1)),
  );
  return {
    variables: [mean, inverseStd],
    scale: (network) => ({ ...network, apply: (x) => network.apply(standardize(x, mean, inverseStd)) }),
    dispose: () => dispose([mean, inverseStd]),
  };
}

/** Leaves observations as they are. */
export function noScaler(): ObservationScaler {
  return { variables: [], scale: (network) => network, dispose: () => undefined };
}
