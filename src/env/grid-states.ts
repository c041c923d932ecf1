import type { GridCell, GridMap } from "./grid-map.ts";

/** A cell as [row, column], from 0 at the top left. */
export type GridPosition = readonly [row: number, column: number];

/** The cells of a map that are no walls, in reading order, as states 0, 1, … */
export interface GridStates {
  readonly count: number;
  kindOf(state: number): GridCell;
  /** Throws a RangeError for what is no state. */
  positionOf(state: number): GridPosition;
  /** Throws a RangeError for a wall and outside of the map. */
  stateAt(position: GridPosition): number;
  /** Where a move by 0 up, 1 right, 2 down or 3 left leads; against a wall or the edge it stays. */
  neighbor(state: number, direction: number): number;
}

/** Clockwise: the directions before and after one are at right angles to it. */
const directions: readonly GridPosition[] = [
  [-1, 0],
  [0, 1],
  [1, 0],
  [0, -1],
];

export function gridStates({ rows, columns, cells }: GridMap): GridStates {
  const open = [...cells.keys()].filter((cell) => cells[cell] !== "wall");
  const states = new Map(open.map((cell, state) => [cell, state]));

  const find = ([row, column]: GridPosition): number | undefined => {
    const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
    return isInside ? states.get(row * columns + column) : undefined;
  };
  const cellOf = (state: number): number => {
    const cell = open[state];
    if (cell !== undefined) return cell;
    throw new RangeError(`state must be an integer from 0 to ${open.length - 1}; got ${state}`);
  };
  const positionOf = (state: number): GridPosition => {
    const cell = cellOf(state);
    return [Math.floor(cell / columns), cell % columns];
  };
  return {
    count: open.length,
    kindOf: (state) => cells[cellOf(state)]!,
    positionOf,
    stateAt(position) {
      const state = find(position);
      if (state !== undefined) return state;
      throw new RangeError(
        `position must be a cell of the map that is no wall; got [${position.join(", ")}]`,
      );
    },
    neighbor(state, direction) {
      const [row, column] = positionOf(state);
      const [down, right] = directions[direction]!;
      return find([row + down, column + right]) ?? state;
    },
  };
}
