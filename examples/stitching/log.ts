import {
  concatenateDatasets,
  createDataset,
  type Dataset,
  type GridPosition,
  type GridWorld,
  generateColumns,
  gridWorld,
  noisyPolicy,
  type Policy,
  shortestPathController,
} from "offline-rl";
import { randomStream } from "offline-rl/kernels";

// Two families of trajectories share a corridor: from s1 to s3, where there is nothing, and from s7 to s9, where there is 1.

const map = `
###########
#1..###..3#
###.###.###
###.....###
###.###.###
#7..###..9#
###########`;

export const corners = { s1: [1, 1], s3: [1, 9], s7: [5, 1], s9: [5, 9] } as const satisfies Record<
  string,
  GridPosition
>;

/** The maze with its start in one of two corners. */
export function maze(start: "s1" | "s7"): GridWorld {
  const text = map.replace(start.slice(1), "S").replace("3", "X").replace("9", "G").replace(/[17]/, ".");
  return gridWorld(text, { pitReward: 0, maximumSteps: 60 });
}

export interface Families {
  readonly toNothing: Dataset;
  readonly toReward: Dataset;
  readonly both: Dataset;
}

/** Twice as many trajectories lead from s1 to s3 as from s7 to s9. Every tenth action is random. */
export function recordFamilies(seed: number): Families {
  const toNothing = record("s1", walker("s1", corners.s3, seed), 100);
  const toReward = record("s7", walker("s7", corners.s9, seed), 50);
  return { toNothing, toReward, both: concatenateDatasets([toNothing, toReward]) };
}

function walker(start: "s1" | "s7", target: GridPosition, seed: number): Policy {
  const world = maze(start);
  const random = randomStream(seed, `noise from ${start}`);
  return noisyPolicy(shortestPathController(world, target), 0.1, world.actions.count, random);
}

/** Episodes of a policy from a corner. */
export function record(start: "s1" | "s7", behavior: Policy, episodes: number): Dataset {
  const random = randomStream(0, "there is but one start");
  const { source, ...columns } = generateColumns(maze(start), [{ behavior, episodes }], { random });
  return createDataset(columns, { actionCount: 4 });
}
