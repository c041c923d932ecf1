import { checkStart, drawBetween, simulation } from "./dynamical-system.ts";
import type { Environment } from "./environment.ts";
import { clip } from "./math/clip.ts";
import { cos } from "./math/trigonometry.ts";

/** Position of the car and its velocity, without units. */
export type MountainCarState = readonly [position: number, velocity: number];

const force = 0.001;
const gravity = 0.0025;
const lowest = -1.2;
const highest = 0.6;
const fastest = 0.07;
const goal = 0.5;

/**
 * MountainCar-v0 as Gymnasium 1.3.0 has it: a car in a valley, too weak to drive up to the goal without a swing. Actions 0
 * (push left), 1 (do not push) and 2 (push right), reward −1 for every step, `terminated` at position ≥ 0.5 with velocity
 * ≥ 0, `truncated` at step 200; both can be set. The observation is the state as float32[2], rounded from float64.
 *
 * An episode starts at `start`, or without it at rest, at a position drawn uniformly from [−0.6, −0.4). A RangeError
 * says when `start` is not two finite numbers.
 */
export function mountainCar(start?: MountainCarState): Environment {
  checkStart(start, ["position", "velocity"]);
  return simulation<MountainCarState, number>({
    name: "MountainCar-v0",
    observationSize: 2,
    actions: { kind: "discrete", count: 3 },
    maximumSteps: 200,
    drawStart: (random) => start ?? [drawBetween(-0.6, -0.4, random), 0],
    observe: (state) => Float32Array.from(state),
    next: mountainCarDynamics,
    reward: () => -1,
    isTerminal: ([position, velocity]) => position >= goal && velocity >= 0,
  });
}

/**
 * The state after one step with action a ∈ {0, 1, 2}:
 *
 * v′ = clip(v + 0.001·(a − 1) − 0.0025·cos(3·x), ±0.07), x′ = clip(x + v′, −1.2, 0.6)
 *
 * and v′ = 0 where the car drives into the left end. Moore 1990, "Efficient Memory-based Learning for Robot Control";
 * Sutton & Barto 2018, example 10.1. The order of operations is Gymnasium's.
 */
export function mountainCarDynamics([x, v]: MountainCarState, action: number): MountainCarState {
  const push = (action - 1) * force + cos(3 * x) * -gravity;
  const velocity = clip(v + push, -fastest, fastest);
  const position = clip(x + velocity, lowest, highest);
  return [position, position === lowest && velocity < 0 ? 0 : velocity];
}
