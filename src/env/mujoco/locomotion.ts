import type { RandomStream } from "../../kernels/random.ts";
import { clip } from "../math/clip.ts";
import type { MujocoDefinition } from "./environment.ts";
import type { PhysicsState } from "./physics.ts";

/** A walker in the x-z plane: its first three coordinates are x, z and the pitch of its torso. */
export interface Locomotion {
  readonly name: string;
  readonly model: string;
  readonly frameSkip: number;
  /** Price of ‖action‖². */
  readonly controlCost: number;
  /** Added for a healthy state. */
  readonly healthyReward: number;
  /** An episode is terminated by the first state that is not. */
  isHealthy(state: PhysicsState): boolean;
  /** Observed velocities are cut off at ± this. */
  readonly velocityLimit: number;
  /** Noise of one position and of one velocity of the first state. */
  drawPositionNoise(random: RandomStream): number;
  drawVelocityNoise(random: RandomStream): number;
}

/**
 * Running forward, as Gymnasium's v5 has it. The observation is every position but x, then every velocity;
 *
 * reward = (x′ − x) / seconds + healthyReward · [s′ healthy] − controlCost · ‖a‖²
 *
 * in float64; an episode is truncated at step 1,000.
 */
export function locomotion(task: Locomotion): MujocoDefinition {
  const { name, model, frameSkip, controlCost, healthyReward, isHealthy, velocityLimit } = task;
  return {
    name,
    model,
    frameSkip,
    maximumSteps: 1000,
    observe: ({ positions, velocities }) =>
      Float32Array.of(
        ...positions.subarray(1),
        ...velocities.map((value) => clip(value, -velocityLimit, velocityLimit)),
      ),
    reward({ before, action, after, seconds }) {
      const speed = (after.positions[0]! - before.positions[0]!) / seconds;
      return speed + (isHealthy(after) ? healthyReward : 0) - controlCost * squaredNorm(action);
    },
    isTerminated: (state) => !isHealthy(state),
    drawStart: ({ positions, velocities }, random) => ({
      positions: positions.map((value) => value + task.drawPositionNoise(random)),
      velocities: velocities.map((value) => value + task.drawVelocityNoise(random)),
    }),
  };
}

function squaredNorm(vector: Float32Array): number {
  return vector.reduce((sum, value) => sum + value * value, 0);
}
