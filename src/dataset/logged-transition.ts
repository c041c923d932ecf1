import { typeName } from "../kernels/shape.ts";
import { DatasetError } from "./dataset-error.ts";
import type { DatasetSpec } from "./spec.ts";

/** One step as it was met: s, a, r, s′ and how it ended, as `episode` yields it. */
export interface LoggedTransition {
  readonly observation: Float32Array;
  /** An index of a discrete action, or a vector. */
  readonly action: number | Float32Array;
  readonly reward: number;
  readonly nextObservation: Float32Array;
  readonly terminated: boolean;
  readonly truncated: boolean;
  /** log π(a|s) under the policy that acted. */
  readonly behaviorLogProbability?: number;
}

/** Throws a DatasetError that names the field unless the transition is one of the spec's. */
export function checkTransition(transition: LoggedTransition, spec: DatasetSpec): void {
  const { observationSize, actions } = spec;
  checkVector("observation", transition.observation, observationSize);
  if (actions.kind === "continuous") checkVector("action", transition.action, actions.size);
  else checkIndex(transition.action, actions.count);
  checkNumber("reward", transition.reward);
  checkNumber("the scaled reward", scaledReward(transition, spec));
  checkVector("nextObservation", transition.nextObservation, observationSize);
  checkFlag("terminated", transition.terminated);
  checkFlag("truncated", transition.truncated);
  checkLogProbability(transition.behaviorLogProbability, actions.kind === "discrete");
}

/** The reward in the units of the spec. */
export function scaledReward({ reward }: LoggedTransition, { rewardScaling }: DatasetSpec): number {
  return rewardScaling ? rewardScaling.multiplier * reward + rewardScaling.offset : reward;
}

function checkVector(name: string, vector: unknown, size: number): void {
  if (!(vector instanceof Float32Array) || vector.length !== size) {
    const got = vector instanceof Float32Array ? `${vector.length}` : typeName(vector);
    throw new DatasetError(`${name} must be a Float32Array of ${size} numbers; got ${got}`);
  }
  for (let i = 0; i < size; i++) checkNumber(`${name}[${i}]`, vector[i]);
}

function checkNumber(name: string, value: unknown): void {
  if (typeof value === "number" && Number.isFinite(Math.fround(value))) return;
  throw new DatasetError(`${name} must be a finite number in float32; got ${value}`);
}

function checkIndex(action: unknown, count: number): void {
  if (Number.isInteger(action) && Number(action) >= 0 && Number(action) < count) return;
  throw new DatasetError(`action must be an integer from 0 to ${count - 1}; got ${action}`);
}

function checkFlag(name: string, value: unknown): void {
  if (typeof value !== "boolean") throw new DatasetError(`${name} must be true or false; got ${value}`);
}

function checkLogProbability(value: number | undefined, isProbability: boolean): void {
  if (value === undefined) return;
  checkNumber("behaviorLogProbability", value);
  if (isProbability && value > 0) {
    throw new DatasetError(`behaviorLogProbability must be at most 0; got ${value}`);
  }
}
