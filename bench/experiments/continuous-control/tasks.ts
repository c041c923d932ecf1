import {
  type Dataset,
  type Environment,
  loadDataset,
  normalizedScore,
  pendulum,
  pointMaze,
} from "../../../src/index.ts";

/** A log, and the simulator in which what was learned from it is measured. */
export interface Task {
  readonly name: string;
  readonly log: string;
  readonly environment: Environment<Float32Array>;
  /** Training steps of a method that does not say otherwise. */
  readonly steps: number;
  /** 100 for the reference policy, 0 for random actions. */
  normalized(episodeReturn: number): number;
  /** The same with the controller that plans anew in every episode as 100; only the mazes have it. */
  replanned?(episodeReturn: number): number;
}

const data = "../shared/data";

/** 0 at `random`, 100 at `best`. */
function between(random: number, best: number): (episodeReturn: number) => number {
  return (episodeReturn) => (100 * (episodeReturn - random)) / (best - random);
}

export const tasks: readonly Task[] = [
  {
    name: "pendulum",
    log: `${data}/pendulum-mixed.hdf5`,
    environment: pendulum(),
    steps: 15_000,
    // the controller that made the log, without noise (pendulum-mixed-info.json)
    normalized: between(-1217.9, -153.3),
  },
  {
    name: "maze2d-umaze",
    log: `${data}/maze2d-umaze-mixed.hdf5`,
    environment: pointMaze("umaze"),
    steps: 40_000,
    normalized: (episodeReturn) => normalizedScore("maze2d-umaze", episodeReturn),
    replanned: between(27.6, 223.6),
  },
  {
    name: "maze2d-medium",
    log: `${data}/maze2d-medium-mixed.hdf5`,
    environment: pointMaze("medium"),
    steps: 30_000,
    normalized: (episodeReturn) => normalizedScore("maze2d-medium", episodeReturn),
    replanned: between(17.6, 423.9),
  },
];

/** The log of a task; notes on what was concluded from it are not of interest here. */
export function logOf({ log }: Task): Promise<Dataset> {
  return loadDataset(log);
}
