import { checkDiscreteAction } from "./action.ts";
import {
  type FiniteDynamics,
  type FiniteEnvironment,
  finiteEpisodes,
  type Outcome,
} from "./finite-environment.ts";
import { type GridMap, parseGridMap } from "./grid-map.ts";
import { type GridPosition, type GridStates, gridStates } from "./grid-states.ts";
import { completeGridWorldOptions, type GridWorldOptions } from "./gridworld-options.ts";

/** A gridworld: its states are the cells of the map that are no walls, in reading order. */
export interface GridWorld extends FiniteEnvironment {
  readonly map: GridMap;
  /** Throws a RangeError for what is no state. */
  positionOf(state: number): GridPosition;
  /** The state of a cell. Throws a RangeError for a wall and outside of the map. */
  stateAt(position: GridPosition): number;
}

const MOVES = 4;

/**
 * A maze of cells (`parseGridMap` says how a map is written). Actions are 0 up, 1 right, 2 down, 3 left, and 4 stay with
 * `canStay`. A move against a wall or the edge of the map stays where it is. With probability `slip` a move goes at right
 * angles to where it should, to either side alike. Every step earns `stepReward`; entering a goal earns `goalReward`
 * more and entering a pit `pitReward`, and both are `terminated`. An episode starts in one of the start cells, or in one
 * of the free ones where the map has none, all alike, and is `truncated` at step `maximumSteps`; both flags can be set.
 *
 * Throws a RangeError for a map that cannot be read, and for unknown or wrong options. Slips are drawn from the stream
 * that `reset` got.
 */
export function gridWorld(map: string, options: GridWorldOptions = {}): GridWorld {
  const grid = parseGridMap(map);
  const states = gridStates(grid);
  const settings = completeGridWorldOptions(options, states.count);
  const actionCount = MOVES + Number(settings.canStay);
  const dynamics: FiniteDynamics = {
    stateCount: states.count,
    startProbabilities: startProbabilities(states),
    isTerminal: (state) => isTerminal(states, state),
    outcomes(state, action) {
      checkDiscreteAction("action", action, actionCount);
      return outcomes(states, settings, state, action);
    },
    observe: observer(grid, states, settings),
  };
  return {
    name: "GridWorld",
    map: grid,
    observationSize: dynamics.observe(0).length,
    actions: { kind: "discrete", count: actionCount },
    positionOf: states.positionOf,
    stateAt: states.stateAt,
    ...dynamics,
    ...finiteEpisodes("GridWorld", dynamics, settings.maximumSteps),
  };
}

function isTerminal({ kindOf }: GridStates, state: number): boolean {
  return kindOf(state) === "goal" || kindOf(state) === "pit";
}

function startProbabilities({ count, kindOf }: GridStates): number[] {
  const kinds = Array.from({ length: count }, (_, state) => kindOf(state));
  const startKind = kinds.includes("start") ? "start" : "free";
  const starts = kinds.filter((kind) => kind === startKind).length;
  return kinds.map((kind) => (kind === startKind ? 1 / starts : 0));
}

/** The straight outcome comes first. */
function outcomes(
  states: GridStates,
  settings: Required<GridWorldOptions>,
  state: number,
  action: number,
): Outcome[] {
  if (isTerminal(states, state)) return [{ probability: 1, state, reward: 0 }];
  const { slip, stepReward, goalReward, pitReward } = settings;
  const extra = { goal: goalReward, pit: pitReward, wall: 0, free: 0, start: 0 };
  const arrive = (next: number, probability: number): Outcome => {
    return { probability, state: next, reward: stepReward + extra[states.kindOf(next)] };
  };
  const move = (direction: number): number => states.neighbor(state, direction % MOVES);
  if (action === MOVES) return [arrive(state, 1)];
  if (slip === 0) return [arrive(move(action), 1)];
  return [arrive(move(action), 1 - slip), ...[1, 3].map((turn) => arrive(move(action + turn), slip / 2))];
}

function observer(
  { rows, columns }: GridMap,
  { count, positionOf }: GridStates,
  { observation }: Required<GridWorldOptions>,
): (state: number) => Float32Array {
  if (observation === "oneHot") return (state) => new Float32Array(count).fill(1, state, state + 1);
  return (state) => {
    const [row, column] = positionOf(state);
    return Float32Array.of(row / Math.max(rows - 1, 1), column / Math.max(columns - 1, 1));
  };
}
