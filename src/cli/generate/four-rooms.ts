import { type GridWorld, gridWorld } from "../../env/gridworld.ts";
import { shortestPathController } from "../../env/gridworld-controller.ts";
import type { Policy } from "../../env/policy.ts";

/** The four rooms of Sutton, Precup & Singh 1999, doi:10.1016/S0004-3702(99)00052-1, from one corner to the other. */
const map = `
#############
#S....#.....#
#.....#.....#
#...........#
#.....#.....#
#.....#.....#
##.####.....#
#.....###.###
#.....#.....#
#.....#.....#
#...........#
#.....#....G#
#############`;

/** A third of the moves slip. */
export function fourRooms(): GridWorld {
  return gridWorld(map, { slip: 1 / 3, observation: "position" });
}

export function fourRoomsController(): Policy {
  return shortestPathController(fourRooms(), [11, 11]);
}
