import type { Action } from "./action.ts";
import type { Environment } from "./environment.ts";
import type { Transition } from "./episode.ts";
import { type GrowingColumn, growingColumn, type RowRange } from "./growing-column.ts";

/** One int32 a row where actions are numbers, [T × size] where they are vectors. */
export type ActionColumn<A extends Action> = A extends number ? Int32Array : Float32Array;

/** The log of T transitions as columns, row-major, n = observationSize. Episodes are whole, one after another. */
export interface LogColumns<A extends Action = number> {
  /** [T × n] */
  readonly observations: Float32Array;
  readonly actions: ActionColumn<A>;
  readonly rewards: Float32Array;
  /** 1 where the task ended. */
  readonly terminated: Uint8Array;
  /** 1 where the clock ran out. */
  readonly truncated: Uint8Array;
  /** [T × n], the true successors, also in the last row of an episode. */
  readonly nextObservations: Float32Array;
  /** Index in `sources` of the behavior that chose the action. */
  readonly source: Uint8Array;
  /** log π(a|s) of each action under the behavior that chose it; where all behaviors know it. */
  readonly behaviorLogProbabilities?: Float32Array;
}

/** Takes transitions one by one and gives them back as columns. */
export interface LogRecorder<A extends Action> {
  /** Adds a transition; an episode ends with the row that is terminated or truncated. */
  add(transition: Transition<A>, source: number, logProbability: number | undefined): void;
  /** Rows so far. */
  rows(): number;
  /** The episodes that ended, in the order in which they were recorded. */
  episodes(): RowRange[];
  /** The rows of these episodes, in this order. */
  columns(episodes: readonly RowRange[]): LogColumns<A>;
}

/**
 * @param hasLogProbabilities whether every transition comes with one
 * @param capacity rows to make room for at the start
 */
export function logRecorder<A extends Action>(
  environment: Environment<A>,
  hasLogProbabilities: boolean,
  capacity: number,
): LogRecorder<A>;
export function logRecorder(
  { observationSize, actions }: Environment<Action>,
  hasLogProbabilities: boolean,
  capacity: number,
): LogRecorder<Action> {
  const floats = (width: number) => growingColumn((length) => new Float32Array(length), width, capacity);
  const bytes = () => growingColumn((length) => new Uint8Array(length), 1, capacity);
  const integers = () => growingColumn((length) => new Int32Array(length), 1, capacity);
  const observations = floats(observationSize);
  const nextObservations = floats(observationSize);
  const chosen: GrowingColumn<Int32Array | Float32Array> =
    actions.kind === "discrete" ? integers() : floats(actions.size);
  const rewards = floats(1);
  const terminated = bytes();
  const truncated = bytes();
  const sources = bytes();
  const logProbabilities = hasLogProbabilities ? floats(1) : undefined;
  const ends: RowRange[] = [];
  let rows = 0;

  return {
    add(transition, source, logProbability) {
      observations.append(transition.observation);
      chosen.append(transition.action);
      rewards.append(transition.reward);
      terminated.append(Number(transition.terminated));
      truncated.append(Number(transition.truncated));
      nextObservations.append(transition.nextObservation);
      sources.append(source);
      logProbabilities?.append(finiteLogProbability(logProbability));
      rows += 1;
      if (transition.terminated || transition.truncated)
        ends.push({ start: ends.at(-1)?.end ?? 0, end: rows });
    },
    rows: () => rows,
    episodes: () => [...ends],
    columns: (episodes) => ({
      observations: observations.gather(episodes),
      actions: chosen.gather(episodes),
      rewards: rewards.gather(episodes),
      terminated: terminated.gather(episodes),
      truncated: truncated.gather(episodes),
      nextObservations: nextObservations.gather(episodes),
      source: sources.gather(episodes),
      ...(logProbabilities && { behaviorLogProbabilities: logProbabilities.gather(episodes) }),
    }),
  };
}

function finiteLogProbability(value: number | undefined): number {
  if (value !== undefined && Number.isFinite(value)) return value;
  throw new RangeError(`the logProbability of a decision must be finite; got ${value}`);
}
