import { dispose, type Tensor2D, type Variable } from "@tensorflow/tfjs-core";
import { hardlyChanges } from "../dataset/observation-statistics.ts";
import type { DatasetSpec } from "../dataset/spec.ts";
import { requireInit } from "../tensor/backend.ts";
import { standardize } from "../tensor/standardize.ts";
import type { Mlp } from "./mlp.ts";
import { constantVector } from "./parameters.ts";

/** The scaling of observations that belongs to a network: it is trained, saved and used with it. */
export interface ObservationScaler {
  /** Mean and inverse deviation, which training does not change. */
  readonly variables: readonly Variable[];
  /** (observation − mean) / std, [rows, observationSize]; differentiable. */
  apply(observations: Tensor2D): Tensor2D;
  /** The network with scaled observations as its input. */
  scale(network: Mlp): Mlp;
  dispose(): void;
}

/** Scales observations by the statistics of the log; a component that hardly changes there is only shifted. */
export function observationScaler(spec: DatasetSpec): ObservationScaler {
  requireInit();
  checkStatistics(spec);
  const { observationMean, observationStd } = spec;
  const scales = observationStd.map((std, i) =>
    hardlyChanges({ mean: observationMean[i]!, std }) ? 1 : 1 / std,
  );
  const mean = constantVector("mean of the observations", observationMean);
  const inverseStd = constantVector("inverse deviation of the observations", scales);
  const apply = (x: Tensor2D): Tensor2D => standardize(x, mean, inverseStd);
  return {
    variables: [mean, inverseStd],
    apply,
    scale: (network) => ({ ...network, apply: (x, dropping) => network.apply(apply(x), dropping) }),
    dispose: () => dispose([mean, inverseStd]),
  };
}

function checkStatistics({ observationSize, observationMean, observationStd }: DatasetSpec): void {
  checkNumbers("observationMean", observationMean, observationSize, -Infinity);
  checkNumbers("observationStd", observationStd, observationSize, 0);
}

function checkNumbers(field: string, values: readonly number[], size: number, least: number): void {
  const rule = `the spec's ${field} must be an array of ${size} finite numbers`;
  if (!Array.isArray(values)) throw new TypeError(`${rule}; got ${values}`);
  if (values.length !== size) throw new RangeError(`${rule}; got ${values.length}`);
  const bad = values.findIndex((value) => !Number.isFinite(value) || value < least);
  if (bad < 0) return;
  throw new RangeError(`${rule}${least === 0 ? " of at least 0" : ""}; got ${values[bad]} at ${bad}`);
}

/** Leaves observations as they are. */
export function noScaler(): ObservationScaler {
  return {
    variables: [],
    apply: (observations) => observations,
    scale: (network) => network,
    dispose: () => undefined,
  };
}
