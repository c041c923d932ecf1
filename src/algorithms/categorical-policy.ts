import type { Tensor2D, Variable } from "@tensorflow/tfjs-core";
import { randomStream } from "../kernels/random.ts";
import type { Dropping } from "../networks/dropping.ts";
import { mlp } from "../networks/mlp.ts";
import { type Adam, adam } from "../tensor/adam.ts";

/** A policy softmax(z(s)) of discrete actions, and its optimizer. */
export interface CategoricalPolicy {
  readonly variables: readonly Variable[];
  /** z(s), [rows, actions]. */
  logits(observations: Tensor2D, dropping?: Dropping): Tensor2D;
  readonly optimizer: Adam;
  dispose(): void;
}

/** What the policy reads and chooses from. */
export interface PolicySizes {
  readonly observationSize: number;
  /** Number of actions. */
  readonly actions: number;
}

/** Settings of the policy. */
export interface CategoricalPolicyConfig {
  readonly hiddenSizes: readonly number[];
  readonly policyLearningRate: number;
  readonly policyDropout?: number;
  readonly seed: number;
}

/** A policy whose weights start from the seed: algorithms with one seed and shape start from the same. */
export function categoricalPolicy(
  { observationSize, actions }: PolicySizes,
  { hiddenSizes, policyLearningRate, policyDropout: dropout = 0, seed }: CategoricalPolicyConfig,
): CategoricalPolicy {
  const layers = [observationSize, ...hiddenSizes, actions];
  const network = mlp("the policy", layers, randomStream(seed, "policy"), { dropout });
  const optimizer = adam(network.variables, { learningRate: policyLearningRate });
  return {
    variables: [...network.variables, ...optimizer.state],
    logits: network.apply,
    optimizer,
    dispose() {
      for (const part of [optimizer, network]) part.dispose();
    },
  };
}
