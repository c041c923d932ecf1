import { noisyPolicy, randomPolicy } from "../../env/controllers.ts";
import { gaussianNoisePolicy } from "../../env/gaussian-noise.ts";
import type { Policy } from "../../env/policy.ts";
import { uniformPolicy } from "../../env/uniform-policy.ts";
import { epsilon, learnUntil, type Schooling, type Stage } from "./learn-until.ts";
import type { BehaviorMaker } from "./recipe.ts";

export const randomActions: BehaviorMaker<number> = ({ actions }, random) =>
  randomPolicy(actions.count, random);

export function noisyController(policy: () => Policy): BehaviorMaker<number> {
  return ({ actions }, random) => noisyPolicy(policy(), epsilon, actions.count, random);
}

/** An online learner as it was when it first was at a stage. */
export function snapshot(schooling: Schooling, stage: Stage): BehaviorMaker<number> {
  return async (world, random, order) => {
    const { learner } = await learnUntil(world, schooling, stage, order);
    return noisyPolicy(learner.policy(), epsilon, world.actions.count, random);
  };
}

export const randomForces: BehaviorMaker<Float32Array> = ({ actions }, random) =>
  uniformPolicy(actions, random);

/** With Gaussian noise of a deviation in the units of the action. */
export function noisyForces(
  policy: () => Policy<Float32Array>,
  deviation: number,
): BehaviorMaker<Float32Array> {
  return ({ actions }, random) => gaussianNoisePolicy(policy(), deviation, actions, random);
}
