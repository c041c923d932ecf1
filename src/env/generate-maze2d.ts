import { refuseUnknown } from "../kernels/options.ts";
import { type RandomStream, randomStream } from "../kernels/random.ts";
import { checkNotNegative, checkSize } from "../kernels/shape.ts";
import { attended } from "./attended-policy.ts";
import { episode } from "./episode.ts";
import { gaussianNoisePolicy } from "./gaussian-noise.ts";
import type { GridPosition } from "./grid-states.ts";
import { type LogColumns, logRecorder } from "./log-columns.ts";
import { pointMaze } from "./point-maze.ts";
import { type MazeMap, mazeMap, type PointMazeName } from "./point-maze-maps.ts";
import type { Policy } from "./policy.ts";
import { type Walk, walkTo } from "./waypoint-controller.ts";

export interface Maze2dOptions {
  /** Rows of the log, an integer of at least 1. */
  readonly steps: number;
  /** Default 0. */
  readonly seed?: number;
  /** σ of the Gaussian noise on the force, which is clipped to [−1, 1] afterwards. Default 0.5. */
  readonly noise?: number;
  /** As `pointMaze` has it. Default "sparse". */
  readonly reward?: "sparse" | "dense";
}

const optionNames = ["steps", "seed", "noise", "reward"];

/**
 * D4RL's maze2d log: one trajectory of a noisy waypoint controller that walks from one random free cell to the next. A new
 * goal is drawn when the old one is reached (nearer than 0.1 m, at less than 0.1 m a step) or the maze's maximumSteps are over.
 *
 * Where D4RL's script errs, this does not: the reward is that of the state after the step for the maze's own goal (D4RL
 * relabels with the state before), every successor is the true one, no row is doubled where the goal changes, and no walk leads
 * to the cell in which the last one ended, which would be over at once.
 * `truncated` marks the last step towards each goal, as in D4RL's maze2d v1; the state goes on, and the next row is
 * the beginning of an episode of its own. The log has `behaviorLogProbabilities` unless `noise` is 0. Throws a RangeError for
 * an option that is unknown or out of range.
 */
export function generateMaze2d(
  map: PointMazeName | readonly string[],
  options: Maze2dOptions,
): LogColumns<Float32Array> {
  refuseUnknown("generateMaze2d", "option", options, optionNames);
  const { steps, seed = 0, noise = 0.5, reward = "sparse" } = options;
  checkSize("steps", steps);
  checkNotNegative("noise", noise);
  const environment = pointMaze(map, { maximumSteps: steps, reward });
  const { policy, isOver } = wanderer(mazeMap(map), randomStream(seed, "maze2d goals"));
  const behavior =
    noise === 0
      ? policy
      : gaussianNoisePolicy(policy, noise, environment.actions, randomStream(seed, "maze2d noise"));
  const { policy: walker, logProbability } = attended(behavior);
  const recorder = logRecorder(environment, noise > 0, steps);
  for (const step of episode(environment, walker, randomStream(seed, "maze2d start"))) {
    const truncated = isOver(step.nextObservation) || step.truncated;
    recorder.add({ ...step, truncated }, 0, logProbability());
  }
  return recorder.columns(recorder.episodes());
}

interface Wanderer {
  readonly policy: Policy<Float32Array>;
  /** Whether the walk to the present goal ends with the state after the last action; then the next goes elsewhere. */
  readonly isOver: (next: Float32Array) => boolean;
}

function wanderer({ rows, free, maximumSteps }: MazeMap, random: RandomStream): Wanderer {
  let goal: GridPosition | undefined;
  let walk: Walk | undefined;
  let steps = 0;
  const nextWalk = (observation: Float32Array): Walk => {
    const others = free.length > 1 ? free.filter((cell) => cell !== goal) : free;
    goal = others[random.integer(others.length)]!;
    return walkTo(goal, rows, observation, random);
  };
  return {
    policy: {
      act(observation) {
        walk ??= nextWalk(observation);
        steps += 1;
        return walk.act(observation);
      },
    },
    isOver(next) {
      const isOver = walk?.arrivesAt(next) === true || steps >= maximumSteps;
      if (isOver) {
        walk = undefined;
        steps = 0;
      }
      return isOver;
    },
  };
}
