import { checkObservationType } from "../env/observation.ts";
import type { BatchPolicy, StochasticPolicy } from "../env/policy.ts";
import { checkFiniteObservations } from "./finite-observations.ts";

/** The outputs of a network for the observation of one row, or of many. */
export type Outputs = (observations: Float32Array) => Float32Array;

/**
 * A policy that acts by what a network gives for an observation, [size] numbers within the bounds of the actions. Throws for an
 * observation that is no Float32Array or not finite.
 *
 * @param ofOne good until the next call
 * @param ofRows flat row-major [rows][observationSize] to flat row-major [rows][size]
 */
export function vectorPolicy(ofOne: Outputs, ofRows: Outputs): BatchPolicy<Float32Array> {
  return {
    act(observation) {
      checkObservationType("an observation", observation);
      checkFiniteObservations("observation", observation);
      return ofOne(observation).slice();
    },
    actBatch(observations) {
      checkObservationType("observations", observations);
      checkFiniteObservations("observations", observations);
      return ofRows(observations);
    },
  };
}

/**
 * A policy whose network draws an action and gives its log-density after it, [size + 1] numbers.
 *
 * @param draw good until the next call
 */
export function drawingPolicy(draw: Outputs): StochasticPolicy<Float32Array> {
  const drawn = (observation: Float32Array): Float32Array => {
    checkObservationType("an observation", observation);
    checkFiniteObservations("observation", observation);
    return draw(observation);
  };
  return {
    act: (observation) => drawn(observation).slice(0, -1),
    decide(observation) {
      const outputs = drawn(observation);
      return { action: outputs.slice(0, -1), logProbability: outputs.at(-1)! };
    },
  };
}
