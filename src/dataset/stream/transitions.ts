import { actionSize, type DatasetSpec } from "../spec.ts";

/** Transitions, row-major, of which some may be used; n = observationSize. */
export interface Transitions {
  /** f32[N × n] */
  readonly observations: Float32Array;
  /** Discrete: i32[N]. Continuous: f32[N × size]. */
  readonly actions: Int32Array | Float32Array;
  /** f32[N] */
  readonly rewards: Float32Array;
  /** f32[N × n], in a terminated row whose successor is not stored the observation itself. */
  readonly nextObservations: Float32Array;
  /** u8[N] */
  readonly terminated: Uint8Array;
}

/** Numbers in one row of each column. */
export interface TransitionSize {
  readonly observation: number;
  readonly action: number;
}

export function transitionSize({ observationSize, actions }: DatasetSpec): TransitionSize {
  return { observation: observationSize, action: actionSize(actions) };
}

/** Room for `count` transitions. */
export function emptyTransitions(spec: DatasetSpec, count: number): Transitions {
  const { observation, action } = transitionSize(spec);
  return {
    observations: new Float32Array(count * observation),
    actions: spec.actions.kind === "discrete" ? new Int32Array(count) : new Float32Array(count * action),
    rewards: new Float32Array(count),
    nextObservations: new Float32Array(count * observation),
    terminated: new Uint8Array(count),
  };
}

/** Copies transition `row` of one to `place` of another. */
export function copyTransition(
  from: Transitions,
  row: number,
  to: Transitions,
  place: number,
  { observation, action }: TransitionSize,
): void {
  copyRow(from.observations, row, to.observations, place, observation);
  copyRow(from.nextObservations, row, to.nextObservations, place, observation);
  copyRow(from.actions, row, to.actions, place, action);
  to.rewards[place] = from.rewards[row]!;
  to.terminated[place] = from.terminated[row]!;
}

type Column = Float32Array | Int32Array;

export function copyRow(from: Column, row: number, to: Column, place: number, width: number): void {
  for (let i = 0; i < width; i++) to[place * width + i] = from[row * width + i]!;
}
