import type { GridPosition } from "./grid-states.ts";
import type { GridWorld } from "./gridworld.ts";
import { checkObservationType } from "./observation.ts";
import type { Policy } from "./policy.ts";

/**
 * Walks the shortest way to `target`, if nothing slips; of ways that are equally short the one whose action is lowest.
 * Where there is no way it goes up. Throws a RangeError for a target that is a wall and for an observation of another
 * world.
 */
export function shortestPathController(world: GridWorld, target: GridPosition): Policy {
  const distances = distancesTo(world, world.stateAt(target));
  const states = new Map(distances.map((_, state) => [String(world.observe(state)), state]));
  const best = distances.map((_, state) => {
    const reached = fourMoves.map((action) => distances[destination(world, state, action)]!);
    return reached.indexOf(Math.min(...reached));
  });
  return {
    act(observation) {
      checkObservationType("an observation", observation);
      const state = states.get(String(observation));
      if (state === undefined)
        throw new RangeError(`no state of the world has the observation ${observation}`);
      return best[state]!;
    },
  };
}

const fourMoves = [0, 1, 2, 3];

/** Where a move leads if it does not slip: the first outcome. */
function destination(world: GridWorld, state: number, action: number): number {
  return world.outcomes(state, action)[0]!.state;
}

/** Moves from every state to `target`, Infinity where there is no way. */
function distancesTo(world: GridWorld, target: number): number[] {
  const distances = Array<number>(world.stateCount).fill(Infinity).with(target, 0);
  const states = [...distances.keys()];
  for (let distance = 1, frontier = [target]; frontier.length > 0; distance++) {
    const isNext = (state: number) =>
      distances[state] === Infinity &&
      fourMoves.some((action) => frontier.includes(destination(world, state, action)));
    const next = states.filter(isNext);
    for (const state of next) distances[state] = distance;
    frontier = next;
  }
  return distances;
}
