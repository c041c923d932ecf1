import type { RandomStream } from "../kernels/random.ts";
import { checkStart, simulation } from "./dynamical-system.ts";
import type { Environment } from "./environment.ts";
import { cos, sin } from "./math/trigonometry.ts";

/** Position of the cart (m), its velocity (m/s), angle of the pole from upright (rad), its velocity (rad/s). */
export type CartPoleState = readonly [x: number, xDot: number, theta: number, thetaDot: number];

const gravity = 9.8; // m/s²
const poleMass = 0.1; // kg
const totalMass = poleMass + 1.0; // kg, with the cart
const halfLength = 0.5; // m
const poleMassLength = poleMass * halfLength; // kg·m
const forceSize = 10.0; // N
const timeStep = 0.02; // s
const positionLimit = 2.4; // m
const angleLimit = (12 * 2 * Math.PI) / 360; // rad
const startBound = 0.05;

/**
 * CartPole-v1 as Gymnasium 1.3.0 has it: actions 0 (push left) and 1 (push right), reward 1 for every step,
 * `terminated` when |x| > 2.4 m or |θ| > 12°, `truncated` at step 500; both can be set. The observation is
 * x, ẋ, θ, θ̇ as float32[4], rounded from a float64 state.
 *
 * An episode starts at `start`, or without it at four numbers drawn uniformly from [−0.05, 0.05). `start` may lie
 * outside the limits; a RangeError says when it is not four finite numbers.
 */
export function cartPole(start?: CartPoleState): Environment {
  checkStart(start, ["x", "xDot", "theta", "thetaDot"]);
  return simulation<CartPoleState, number>({
    name: "CartPole-v1",
    observationSize: 4,
    actions: { kind: "discrete", count: 2 },
    maximumSteps: 500,
    drawStart: (random) => start ?? drawStart(random),
    observe: (state) => Float32Array.from(state),
    next: cartPoleDynamics,
    reward: () => 1,
    isTerminal: ([x, , theta]) => Math.abs(x) > positionLimit || Math.abs(theta) > angleLimit,
  });
}

/**
 * The state 0.02 s after `state` under force F = +10 N (action 1) or −10 N (any other action), by explicit Euler:
 *
 * u = (F + m·l·θ̇²·sin θ) / M, θ̈ = (g·sin θ − u·cos θ) / (l·(4/3 − m·cos²θ / M)), ẍ = u − m·l·θ̈·cos θ / M
 *
 * with m = 0.1, M = 1.1, l = 0.5, g = 9.8. Barto, Sutton & Anderson 1983, doi:10.1109/TSMC.1983.6313077;
 * Florian 2007, "Correct equations for the dynamics of the cart-pole system".
 *
 * The order of operations is Gymnasium's, sine and cosine are the same in every engine. The upright pole amplifies a
 * difference in the last bit about 50-fold a second (e^√15.8): where another library rounds otherwise, the same
 * actions lead to other states late in a long episode.
 */
export function cartPoleDynamics([x, xDot, theta, thetaDot]: CartPoleState, action: number): CartPoleState {
  const force = action === 1 ? forceSize : -forceSize;
  const cosine = cos(theta);
  const sine = sin(theta);
  const push = (force + poleMassLength * (thetaDot * thetaDot) * sine) / totalMass;
  const angularAcceleration =
    (gravity * sine - cosine * push) / (halfLength * (4 / 3 - (poleMass * (cosine * cosine)) / totalMass));
  const acceleration = push - (poleMassLength * angularAcceleration * cosine) / totalMass;
  return [
    x + timeStep * xDot,
    xDot + timeStep * acceleration,
    theta + timeStep * thetaDot,
    thetaDot + timeStep * angularAcceleration,
  ];
}

function drawStart(random: RandomStream): CartPoleState {
  const draw = (): number => startBound * (2 * random.uniform() - 1);
  return [draw(), draw(), draw(), draw()];
}
