import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import { checkObservationType } from "../env/observation.ts";
import type { Mlp } from "./mlp.ts";

/**
 * The outputs of a network for observations outside of training.
 *
 * @param observations flat row-major [rows][inputs]
 * @returns flat row-major [rows][outputs]
 */
export function evaluate(network: Mlp, observations: Float32Array): Float32Array {
  checkObservationType("observations", observations);
  const inputs = network.variables[0]!.shape[0]!;
  if (observations.length % inputs !== 0) {
    throw new RangeError(`observations must have ${inputs} numbers a row; got ${observations.length} in all`);
  }
  return tidy(() => {
    const x = tensor2d(observations, [observations.length / inputs, inputs]);
    return Float32Array.from(network.apply(x).dataSync());
  });
}

/**
 * The outputs of a network for one observation outside of training, [outputs].
 *
 * @param observation [inputs]
 */
export function evaluateOne(network: Mlp, observation: Float32Array): Float32Array {
  checkObservationType("an observation", observation);
  const inputs = network.variables[0]!.shape[0]!;
  if (observation.length !== inputs) {
    throw new RangeError(`an observation must have ${inputs} numbers; got ${observation.length}`);
  }
  return evaluate(network, observation);
}
