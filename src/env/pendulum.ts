import { checkStart, drawBetween, simulation } from "./dynamical-system.ts";
import type { Environment } from "./environment.ts";
import { clip } from "./math/clip.ts";
import { cos, sin } from "./math/trigonometry.ts";

/** Angle from upright (rad, not wrapped) and its velocity (rad/s). */
export type PendulumState = readonly [theta: number, thetaDot: number];

const gravity = 10; // m/s²; mass 1 kg, length 1 m
const timeStep = 0.05; // s
const fastest = 8; // rad/s
const largestTorque = 2; // N·m

/**
 * Pendulum-v1 as Gymnasium 1.3.0 has it: swing up and hold a pendulum with one torque in [−2, 2] N·m that is too weak to
 * lift it. Reward −(θ² + 0.1·θ̇² + 0.001·u²) of the state before the step, with θ in [−π, π); never terminated,
 * `truncated` at step 200. The observation is cos θ, sin θ, θ̇ as float32[3], rounded from a float64 state. Another torque
 * is refused, not clipped.
 *
 * An episode starts at `start`, or without it at θ drawn uniformly from [−π, π) and θ̇ from [−1, 1). A RangeError says when
 * `start` is not two finite numbers.
 */
export function pendulum(start?: PendulumState): Environment<Float32Array> {
  checkStart(start, ["theta", "thetaDot"]);
  return simulation<PendulumState, Float32Array>({
    name: "Pendulum-v1",
    observationSize: 3,
    actions: { kind: "continuous", size: 1, low: [-largestTorque], high: [largestTorque] },
    maximumSteps: 200,
    drawStart: (random) => start ?? [drawBetween(-Math.PI, Math.PI, random), drawBetween(-1, 1, random)],
    observe: ([theta, thetaDot]) => Float32Array.of(cos(theta), sin(theta), thetaDot),
    next: (state, action) => pendulumDynamics(state, action[0]!),
    reward: (state, action) => -cost(state, action[0]!),
    isTerminal: () => false,
  });
}

/**
 * The state 0.05 s after `state` under torque u, by semi-implicit Euler, with m = l = 1 and g = 10:
 *
 * θ̇′ = clip(θ̇ + 0.05·(3·g/(2·l)·sin θ + 3/(m·l²)·u), ±8), θ′ = θ + 0.05·θ̇′
 *
 * The order of operations is Gymnasium's, and so is the float32 that 3·u is rounded to.
 */
export function pendulumDynamics([theta, thetaDot]: PendulumState, torque: number): PendulumState {
  const acceleration = ((3 * gravity) / 2) * sin(theta) + Math.fround(3 * torque);
  const velocity = clip(thetaDot + acceleration * timeStep, -fastest, fastest);
  return [theta + velocity * timeStep, velocity];
}

function cost([theta, thetaDot]: PendulumState, torque: number): number {
  const angle = wrapped(theta);
  return angle * angle + 0.1 * (thetaDot * thetaDot) + 0.001 * Math.fround(torque * torque);
}

/** The same direction as an angle in [−π, π). */
function wrapped(theta: number): number {
  const turn = 2 * Math.PI;
  const rest = (theta + Math.PI) % turn;
  return (rest < 0 ? rest + turn : rest) - Math.PI;
}
