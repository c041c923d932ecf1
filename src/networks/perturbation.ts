import { add, clipByValue, concat, mul, type Tensor2D, tanh, type Variable } from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import { type Mlp, mlp } from "./mlp.ts";
import type { ActorShape } from "./tanh-gaussian-actor.ts";

/** A network that moves an action by little. */
export interface Perturbation {
  readonly variables: readonly Variable[];
  /** The moved actions, [rows, size], in [−1, 1]; differentiable in the variables and the actions. */
  apply(observations: Tensor2D, actions: Tensor2D): Tensor2D;
  dispose(): void;
}

/**
 * clip(a + Φ · tanh ξ(s, a), ±1), the perturbation of BCQ (Fujimoto et al. 2019, arXiv:1812.02900, section 5.1).
 *
 * @param limit Φ, for actions in [−1, 1]
 */
export function perturbation(
  name: string,
  { sizes, actionSize, ...options }: ActorShape,
  limit: number,
  random: RandomStream,
): Perturbation {
  const [observationSize = 0, ...hidden] = sizes;
  const layers = [observationSize + actionSize, ...hidden, actionSize];
  return perturbationOf(mlp(name, layers, random, options), limit);
}

/** The perturbation by a network from [observation, action] to ξ. */
export function perturbationOf(network: Mlp, limit: number): Perturbation {
  return {
    variables: network.variables,
    apply(observations, actions) {
      const direction = tanh(network.apply(concat([observations, actions], 1)));
      return clipByValue(add<Tensor2D>(actions, mul(limit, direction)), -1, 1);
    },
    dispose: network.dispose,
  };
}

/** Leaves actions as they are. */
export function noPerturbation(): Perturbation {
  return { variables: [], apply: (_, actions) => actions, dispose: () => undefined };
}
