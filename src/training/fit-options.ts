import type { Algorithm } from "../algorithms/algorithm.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { describeSizes } from "../dataset/describe-sizes.ts";
import { mergeSpaces } from "../dataset/merge-specs.ts";
import type { DatasetSpec } from "../dataset/spec.ts";
import type { TransitionSource } from "../dataset/transition-source.ts";
import { kindOf } from "../evaluation/argument.ts";
import { checkLikelihood } from "../evaluation/behavior-log-likelihood.ts";
import { refuseUnknown } from "../kernels/options.ts";
import { checkSize, shown } from "../kernels/shape.ts";
import type { ActionLikelihood } from "../policy/action-likelihood.ts";
import type { ValueGuard } from "./value-guard.ts";

/** How far training is. */
export interface Progress {
  /** Steps done. */
  readonly step: number;
  /** Steps in all. */
  readonly steps: number;
  /** Mean rate since the start, without the time that the consumer of the metrics took. */
  readonly stepsPerSecond: number;
}

export interface FitOptions {
  /** Training steps, an integer of at least 1. */
  readonly steps: number;
  /** Steps from one report of metrics to the next. Default: a hundredth of the steps, at least 1. */
  readonly logInterval?: number;
  /**
   * What happens where the metrics dataValue or policyValue lie beyond the returns that the log's rewards allow, from
   * min(0, r_min) / (1 − γ) to max(0, r_max) / (1 − γ). Beyond by a tenth of that range a warning is printed, once;
   * beyond by ten times the range "stop" brings back the weights of the last good report and throws a
   * `ValueDivergenceError`. "off" does neither. Default "stop".
   */
  readonly valueGuard?: ValueGuard;
  /**
   * A model of the policy that made the log, such as `behaviorCloning` fits. Reports then have `dataLogLikelihood` and
   * `policyLogLikelihood`, the mean log π_β(a|s) over the batch of the log's actions and of the policy's, in nats. Far below the
   * first, the second says that the policy acts where the log cannot tell what happens.
   */
  readonly behavior?: ActionLikelihood;
  /** Stops training at the next step; what was learned stays. */
  readonly signal?: AbortSignal;
  /** Called some 20 times a second. */
  readonly onProgress?: (progress: Progress) => void;
}

const valueGuards: readonly ValueGuard[] = ["stop", "warn", "off"];
const optionNames = ["steps", "logInterval", "valueGuard", "behavior", "signal", "onProgress"];

/** The options with their defaults. Throws where one is wrong, or where the dataset is not one for the algorithm. */
export function completeFitOptions(
  algorithm: Algorithm,
  data: Dataset | TransitionSource,
  options: FitOptions,
): FitOptions & Required<Pick<FitOptions, "logInterval" | "valueGuard">> {
  checkAlgorithm(algorithm);
  checkData(data);
  refuseUnknown("fit", "option", options, optionNames);
  const {
    steps,
    logInterval = Math.max(1, Math.floor(steps / 100)),
    valueGuard = "stop",
    behavior,
  } = options;
  checkSize("steps", steps);
  checkSize("logInterval", logInterval);
  if (!valueGuards.includes(valueGuard)) {
    throw new RangeError(`valueGuard must be one of ${valueGuards.join(", ")}; got ${shown(valueGuard)}`);
  }
  if (describe(algorithm.spec) !== describe(data.spec)) {
    throw new RangeError(
      `${algorithm.name} was made for ${describe(algorithm.spec)}; the dataset has ${describe(data.spec)}`,
    );
  }
  // what is left to differ are the names of actions
  mergeSpaces("specs of algorithm and dataset", [algorithm.spec, data.spec]);
  if (behavior !== undefined) checkLikelihood("fit's behavior must be a model", behavior, data.spec);
  return { ...options, logInterval, valueGuard };
}

function checkAlgorithm(algorithm: Algorithm): void {
  if (typeof algorithm?.update === "function") return;
  throw new TypeError(
    `fit takes an algorithm first, such as discreteCql(spec) returns; got ${kindOf(algorithm)}`,
  );
}

function checkData(data: Dataset | TransitionSource): void {
  if (data instanceof Promise) throw new TypeError("the dataset is a Promise: await loadDataset(…)");
  if (typeof data === "object" && data !== null && ("transitions" in data || "drawMinibatch" in data)) return;
  throw new TypeError(`fit takes a dataset second, such as createDataset(…) returns; got ${kindOf(data)}`);
}

function describe(spec: DatasetSpec): string {
  const { rewardScaling } = spec;
  const scaling = rewardScaling ? `, rewards · ${rewardScaling.multiplier} + ${rewardScaling.offset}` : "";
  return `${describeSizes(spec)}${scaling}`;
}
