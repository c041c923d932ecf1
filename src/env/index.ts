export type { Action, ActionSpace } from "./action.ts";
export { type CartPoleState, cartPole, cartPoleDynamics } from "./cartpole.ts";
export { linearCartPoleController, noisyPolicy, randomPolicy } from "./controllers.ts";
export type { Environment, Step } from "./environment.ts";
export { episode, type Transition } from "./episode.ts";
export { type BehaviorSource, generateColumns, type LogColumns } from "./generate.ts";
export {
  type Motion,
  type MujocoDefinition,
  type MujocoEnvironment,
  mujocoEnvironment,
} from "./mujoco/environment.ts";
export { halfCheetah } from "./mujoco/half-cheetah.ts";
export { halfCheetahGait } from "./mujoco/half-cheetah-gait.ts";
export { hopper } from "./mujoco/hopper.ts";
export { loadMujoco, type Mujoco, type Simulation } from "./mujoco/load.ts";
export type { PhysicsState } from "./mujoco/physics.ts";
export { walker2d } from "./mujoco/walker2d.ts";
export type { BatchPolicy, Decision, Policy, StochasticPolicy } from "./policy.ts";
