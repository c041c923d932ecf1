export type { Actor, ActorSample, StochasticActor } from "./actor.ts";
export { type Mlp, mlp } from "./mlp.ts";
