import { checkStart, drawBetween, simulation } from "./dynamical-system.ts";
import type { Environment } from "./environment.ts";
import { clip } from "./math/clip.ts";
import { cos, sin } from "./math/trigonometry.ts";

/**
 * Angle of the first link from hanging down (rad), of the second from the first, and their velocities (rad/s).
 */
export type AcrobotState = readonly [theta1: number, theta2: number, theta1Dot: number, theta2Dot: number];

const gravity = 9.8; // m/s²; both links: mass 1 kg, length 1 m, moment of inertia 1 kg·m²
const center = 0.5; // m, of mass, from the upper end of a link
const timeStep = 0.2; // s
const fastest1 = 4 * Math.PI; // rad/s
const fastest2 = 9 * Math.PI; // rad/s

/**
 * Acrobot-v1 as Gymnasium 1.3.0 has it: two links hang from a pivot, and a torque at the joint between them has to swing the
 * free end more than 1 m above the pivot. Actions 0, 1, 2 are torques −1, 0, 1 N·m; reward −1 for every step, 0 for the
 * last; `terminated` when −cos θ₁ − cos(θ₁ + θ₂) > 1, `truncated` at step 500; both can be set. The observation is
 * cos θ₁, sin θ₁, cos θ₂, sin θ₂, θ̇₁, θ̇₂ as float32[6], rounded from a float64 state.
 *
 * An episode starts at `start`, or without it at four float32 numbers drawn uniformly from [−0.1, 0.1). A RangeError says
 * when `start` is not four finite numbers.
 */
export function acrobot(start?: AcrobotState): Environment {
  checkStart(start, ["theta1", "theta2", "theta1Dot", "theta2Dot"]);
  return simulation<AcrobotState, number>({
    name: "Acrobot-v1",
    observationSize: 6,
    actions: { kind: "discrete", count: 3 },
    maximumSteps: 500,
    drawStart(random) {
      const draw = (): number => Math.fround(drawBetween(-0.1, 0.1, random));
      return start ?? [draw(), draw(), draw(), draw()];
    },
    observe: ([theta1, theta2, theta1Dot, theta2Dot]) =>
      Float32Array.of(cos(theta1), sin(theta1), cos(theta2), sin(theta2), theta1Dot, theta2Dot),
    next: acrobotDynamics,
    reward: (_, __, next) => (isRaised(next) ? 0 : -1),
    isTerminal: isRaised,
  });
}

/**
 * The state 0.2 s after `state` under torque τ = action − 1, by one step of the classical Runge–Kutta method on
 *
 * d₁ = 3.5 + cos θ₂, d₂ = 1.25 + 0.5·cos θ₂, φ₂ = 4.9·cos(θ₁ + θ₂ − π/2),
 * φ₁ = −0.5·θ̇₂²·sin θ₂ − θ̇₁·θ̇₂·sin θ₂ + 14.7·cos(θ₁ − π/2) + φ₂,
 * θ̈₂ = (τ + φ₁·d₂/d₁ − 0.5·θ̇₁²·sin θ₂ − φ₂) / (1.25 − d₂²/d₁), θ̈₁ = −(d₂·θ̈₂ + φ₁) / d₁
 *
 * with angles wrapped to [−π, π] and velocities clipped to ±4π, ±9π. Sutton & Barto 1998, §11.3 (the equations of the book;
 * Sutton 1996 lacks a term). The order of operations is Gymnasium's.
 */
export function acrobotDynamics(state: AcrobotState, action: number): AcrobotState {
  const derivative = (at: AcrobotState): AcrobotState => velocities(at, action - 1);
  const k1 = derivative(state);
  const k2 = derivative(moved(state, k1, timeStep / 2));
  const k3 = derivative(moved(state, k2, timeStep / 2));
  const k4 = derivative(moved(state, k3, timeStep));
  const next = (i: 0 | 1 | 2 | 3): number =>
    state[i] + (timeStep / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
  return [wrapped(next(0)), wrapped(next(1)), clipped(next(2), fastest1), clipped(next(3), fastest2)];
}

/** The derivative of the state by time. */
function velocities([theta1, theta2, theta1Dot, theta2Dot]: AcrobotState, torque: number): AcrobotState {
  const sine2 = sin(theta2);
  const cosine2 = cos(theta2);
  const d1 = center * center + (1 + center * center + 2 * center * cosine2) + 1 + 1;
  const d2 = center * center + center * cosine2 + 1;
  const phi2 = center * gravity * cos(theta1 + theta2 - Math.PI / 2);
  const phi1 =
    -center * (theta2Dot * theta2Dot) * sine2 -
    2 * center * theta2Dot * theta1Dot * sine2 +
    (center + 1) * gravity * cos(theta1 - Math.PI / 2) +
    phi2;
  const acceleration2 =
    (torque + (d2 / d1) * phi1 - center * (theta1Dot * theta1Dot) * sine2 - phi2) /
    (center * center + 1 - (d2 * d2) / d1);
  return [theta1Dot, theta2Dot, -(d2 * acceleration2 + phi1) / d1, acceleration2];
}

function moved(state: AcrobotState, velocity: AcrobotState, time: number): AcrobotState {
  const at = (i: 0 | 1 | 2 | 3): number => state[i] + time * velocity[i];
  return [at(0), at(1), at(2), at(3)];
}

function isRaised([theta1, theta2]: AcrobotState): boolean {
  return -cos(theta1) - cos(theta2 + theta1) > 1;
}

/** Gymnasium's way to [−π, π]: whole turns are taken off one by one, each with its rounding. */
function wrapped(angle: number): number {
  let rest = angle;
  while (rest > Math.PI) rest -= 2 * Math.PI;
  while (rest < -Math.PI) rest += 2 * Math.PI;
  return rest;
}

function clipped(velocity: number, fastest: number): number {
  return clip(velocity, -fastest, fastest);
}
