export type { Action, ActionSpace } from "./action.ts";
export { type CartPoleState, cartPole, cartPoleDynamics } from "./cartpole.ts";
export { linearCartPoleController, noisyPolicy, randomPolicy } from "./controllers.ts";
export type { Environment, Step } from "./environment.ts";
export { episode, type Transition } from "./episode.ts";
export { gaussianNoisePolicy } from "./gaussian-noise.ts";
export { type BehaviorSource, generateColumns } from "./generate.ts";
export type { ActionColumn, LogColumns } from "./log-columns.ts";
export {
  type BatchPolicy,
  type Decision,
  isStochastic,
  type Policy,
  type StochasticPolicy,
} from "./policy.ts";
export { uniformPolicy } from "./uniform-policy.ts";
