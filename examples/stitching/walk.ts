import { type Dataset, empiricalMdp, episodeReturns, type GridPosition, inSampleValues } from "offline-rl";
import { maze } from "./log.ts";

export const discount = 0.95;

/** One episode in the maze. */
export interface Walk {
  /** The cells from the start to the end. */
  readonly path: readonly GridPosition[];
  readonly reachesReward: boolean;
  /** Σ γᵗ rₜ */
  readonly return: number;
}

/** The episodes of a log. */
export function walksOf(log: Dataset): Walk[] {
  const { positionOf } = maze("s1");
  const { states, nextStates } = statesOf(log);
  const returns = episodeReturns(log, discount);
  return log.episodes.map(({ start, end }, k) => ({
    path: [...states.slice(start, end), nextStates[end - 1]!].map(positionOf),
    reachesReward: log.rewards[end - 1] === 1,
    return: returns[k]!,
  }));
}

/** The best return from s1 that can be put together from transitions of a log, by exact dynamic programming. */
export function bestWithin(log: Dataset): number {
  const { stateCount, actions, startProbabilities } = maze("s1");
  const mdp = empiricalMdp({ ...log, ...statesOf(log) }, stateCount, actions.count);
  return Math.max(...inSampleValues(mdp, discount)[startProbabilities.indexOf(1)]!);
}

/** Observations are one-hot. */
function statesOf({ rows, spec, observations, nextObservations }: Dataset): {
  states: number[];
  nextStates: number[];
} {
  const width = spec.observationSize;
  const decode = (column: Float32Array) =>
    Array.from({ length: rows }, (_, row) => column.subarray(row * width, (row + 1) * width).indexOf(1));
  return { states: decode(observations), nextStates: decode(nextObservations!) };
}
