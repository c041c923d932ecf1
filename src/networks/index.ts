export type { Actor, ActorSample, StochasticActor } from "./actor.ts";
export type { ConditionalVae } from "./conditional-vae.ts";
export { type Mlp, mlp } from "./mlp.ts";
