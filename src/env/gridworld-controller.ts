import { distancesTo } from "./distances-to.ts";
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
  const states = new Map(
    Array.from({ length: world.stateCount }, (_, state) => [String(world.observe(state)), state]),
  );
  const destinations = Array.from({ length: world.stateCount }, (_, state) =>
    fourMoves.map((action) => destination(world, state, action)),
  );
  const distances = distancesTo(world.stateAt(target), originsOf(destinations));
  const best = destinations.map((reached) => {
    const left = reached.map((state) => distances.get(state) ?? Infinity);
    return left.indexOf(Math.min(...left));
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

/** The states from which some move leads to a state. */
function originsOf(destinations: readonly (readonly number[])[]): (state: number) => readonly number[] {
  const origins = destinations.map((): number[] => []);
  destinations.forEach((reached, origin) => {
    for (const state of reached) origins[state]!.push(origin);
  });
  return (state) => origins[state]!;
}
