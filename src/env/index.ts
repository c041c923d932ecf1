export type { Action, ActionSpace } from "./action.ts";
export { type CartPoleState, cartPole, cartPoleDynamics } from "./cartpole.ts";
export { linearCartPoleController, noisyPolicy, randomPolicy } from "./controllers.ts";
export type { Environment, Step } from "./environment.ts";
export { episode, type Transition } from "./episode.ts";
export { type BehaviorSource, generateColumns, type LogColumns } from "./generate.ts";
export type { BatchPolicy, Decision, Policy, StochasticPolicy } from "./policy.ts";
