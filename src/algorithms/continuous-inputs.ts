import {
  add,
  clipByValue,
  maximum,
  minimum,
  mul,
  type Rank,
  type Tensor2D,
  type Variable,
} from "@tensorflow/tfjs-core";
import type { ContinuousActions, DatasetSpec } from "../dataset/spec.ts";
import { log } from "../env/math/exponential.ts";
import { noScaler, observationScaler } from "../networks/observation-scaler.ts";
import { constantVector } from "../networks/parameters.ts";
import { standardize } from "../tensor/standardize.ts";
import type { ContinuousBatch } from "./batch.ts";
import { continuousActions } from "./continuous-spec.ts";

/** What networks see of a log of continuous actions: observations standardized, actions in [−1, 1]. */
export interface ContinuousInputs {
  readonly observationSize: number;
  readonly actionSize: number;
  readonly space: ContinuousActions;
  /** Whether networks see observations standardized, or as they are. */
  readonly isStandardized: boolean;
  /** Σ log of half the range of every component: the log-density of an action in [−1, 1] less that of the log's own. */
  readonly logVolume: number;
  /** Statistics and bounds, which training does not change. */
  readonly variables: readonly Variable[];
  /** The batch as networks see it. */
  scaled(batch: ContinuousBatch): ContinuousBatch;
  /** Observations as networks see them, [rows, observationSize]. */
  observations(observations: Tensor2D): Tensor2D;
  /** Actions in the log's units as networks see them, [rows, size]; what exceeds a bound by rounding is put on it. */
  actions(actions: Tensor2D): Tensor2D;
  /** The other way round: actions in [−1, 1] in the log's units, within its bounds as float32. */
  logActions(actions: Tensor2D): Tensor2D;
  dispose(): void;
}

/** Throws a TypeError for a spec of discrete actions, and a RangeError for bounds that are not finite. */
export function continuousInputs(
  spec: DatasetSpec,
  { standardizeObservations }: { readonly standardizeObservations: boolean },
): ContinuousInputs {
  const space = continuousActions(spec);
  const scaler = standardizeObservations ? observationScaler(spec) : noScaler();
  const range = actionRange(space);
  const observations = scaler.apply;
  return {
    observationSize: spec.observationSize,
    actionSize: space.size,
    space,
    isStandardized: standardizeObservations,
    logVolume: range.logVolume,
    variables: [...scaler.variables, ...range.variables],
    scaled: (batch) => ({
      ...batch,
      observations: observations(batch.observations),
      actions: range.toUnit(batch.actions),
      nextObservations: observations(batch.nextObservations),
      ...(batch.nextActions && { nextActions: range.toUnit(batch.nextActions) }),
    }),
    observations,
    actions: range.toUnit,
    logActions: range.fromUnit,
    dispose() {
      scaler.dispose();
      for (const bound of range.variables) bound.dispose();
    },
  };
}

/** The map between the box of the log's actions and [−1, 1]. */
interface ActionRange {
  readonly logVolume: number;
  readonly variables: readonly Variable[];
  toUnit(actions: Tensor2D): Tensor2D;
  fromUnit(actions: Tensor2D): Tensor2D;
}

function actionRange({ low, high }: ContinuousActions): ActionRange {
  const constant = (label: string, values: readonly number[]): Variable<Rank.R1> =>
    constantVector(`${label} of the actions`, values);
  const halves = low.map((from, i) => (high[i]! - from) / 2);
  const middle = constant(
    "middle",
    low.map((from, i) => from + halves[i]!),
  );
  const halfRange = constant("half range", halves);
  const perHalfRange = constant(
    "inverse half range",
    halves.map((half) => 1 / half),
  );
  const lowest = constant("lower bounds", low);
  const highest = constant("upper bounds", high);
  return {
    logVolume: halves.reduce((sum, half) => sum + log(half), 0),
    variables: [middle, halfRange, perHalfRange, lowest, highest],
    toUnit: (actions) => clipByValue(standardize(actions, middle, perHalfRange), -1, 1),
    fromUnit: (actions) => minimum(maximum(add<Tensor2D>(mul(actions, halfRange), middle), lowest), highest),
  };
}
