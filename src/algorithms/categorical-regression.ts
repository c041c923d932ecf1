import type { Scalar, Tensor1D, Tensor2D, Variable } from "@tensorflow/tfjs-core";
import { weightedRegressionLoss } from "../losses/weighted-regression.ts";
import { minimize } from "../tensor/minimize.ts";
import { tensorRandomStream } from "../tensor/random.ts";
import { logSoftmax } from "../tensor/softmax.ts";
import { takePerRow } from "../tensor/take-per-row.ts";
import type { DiscreteBatch } from "./batch.ts";
import { type CategoricalPolicyConfig, categoricalPolicy, type PolicySizes } from "./categorical-policy.ts";

/** A policy softmax(z(s)) that is fitted to the actions of the log, each with its weight, and its optimizer. */
export interface CategoricalRegression {
  readonly variables: readonly Variable[];
  /** z(s), [rows, actions]. */
  logits(observations: Tensor2D): Tensor2D;
  /** One step on −mean w log π(a|s), the weights [rows] being constants; the loss before it. */
  fit(batch: DiscreteBatch, weights: Tensor1D): Scalar;
  dispose(): void;
}

/** A policy whose weights start from the seed. */
export function categoricalRegression(
  inputs: PolicySizes,
  config: CategoricalPolicyConfig,
): CategoricalRegression {
  const policy = categoricalPolicy(inputs, config);
  const dropping = tensorRandomStream(config.seed, "dropout");
  return {
    variables: [...policy.variables, dropping],
    logits: policy.logits,
    fit: ({ observations, actions }, weights) =>
      minimize("the policy's loss", policy.optimizer, () => {
        const logProb = takePerRow(logSoftmax(policy.logits(observations, dropping)), actions);
        return { loss: weightedRegressionLoss(logProb, weights) };
      }).loss,
    dispose() {
      for (const part of [policy, dropping]) part.dispose();
    },
  };
}
