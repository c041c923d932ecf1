import { concat, expandDims, sub, type Tensor2D } from "@tensorflow/tfjs-core";
import { gaussianNoisePolicy } from "../env/gaussian-noise.ts";
import type { BatchPolicy, StochasticPolicy } from "../env/policy.ts";
import { randomStream } from "../kernels/random.ts";
import type { StochasticActor } from "../networks/actor.ts";
import { type Evaluator, evaluatorOf } from "../networks/evaluator.ts";
import { drawingPolicy, vectorPolicy } from "../policy/vector-policy.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";
import { noise } from "./noise.ts";

/** Policies made of networks, and what has to be freed with them. */
export interface ActorPolicies {
  policy(): BatchPolicy<Float32Array>;
  explorer(seed: number): StochasticPolicy<Float32Array>;
  dispose(): void;
}

/** An action for every observation as the networks see it: [rows, observationSize] to [rows, size] in [−1, 1]. */
export type Act = (observations: Tensor2D) => Tensor2D;

/** Acts by `act`; explores by drawing from the actor, whose log-densities are those in the log's units. */
export function drawingPolicies(inputs: ContinuousInputs, act: Act, actor: StochasticActor): ActorPolicies {
  const acting = actingBy(inputs, act);
  const owned: { dispose(): void }[] = [acting.evaluator];
  return {
    policy: acting.policy,
    explorer(seed) {
      const draws = noise(seed, "exploration");
      const draw = (x: Tensor2D): Tensor2D => {
        const observations = inputs.observations(x);
        const { action, logProb } = actor.sample(observations, draws.normal(x.shape[0], actor.noiseSize));
        const density = expandDims<Tensor2D>(sub(logProb, inputs.logVolume), 1);
        return concat([inputs.logActions(action), density], 1);
      };
      const evaluator = evaluatorOf({ apply: draw }, inputs.observationSize);
      owned.push(evaluator, draws.stream);
      return drawingPolicy(evaluator.evaluateOne);
    },
    dispose: () => {
      for (const part of owned) part.dispose();
    },
  };
}

/**
 * Acts by `act`; explores by Gaussian noise around it, clipped to the bounds.
 *
 * @param deviation σ of the noise, for actions scaled to [−1, 1]
 */
export function noisyPolicies(inputs: ContinuousInputs, act: Act, deviation: number): ActorPolicies {
  const { policy, evaluator } = actingBy(inputs, act);
  const { space } = inputs;
  const deviations = space.low.map((low, i) => (deviation * (space.high[i]! - low)) / 2);
  return {
    policy,
    explorer: (seed) => gaussianNoisePolicy(policy(), deviations, space, randomStream(seed, "exploration")),
    dispose: evaluator.dispose,
  };
}

function actingBy(
  inputs: ContinuousInputs,
  act: Act,
): { readonly evaluator: Evaluator; policy(): BatchPolicy<Float32Array> } {
  const apply = (x: Tensor2D): Tensor2D => inputs.logActions(act(inputs.observations(x)));
  const evaluator = evaluatorOf({ apply }, inputs.observationSize);
  return { evaluator, policy: () => vectorPolicy(evaluator.evaluateOne, evaluator.evaluate) };
}
