import type { Scalar, Tensor1D, Tensor2D, Variable } from "@tensorflow/tfjs-core";
import { randomStream } from "../kernels/random.ts";
import { weightedRegressionLoss } from "../losses/weighted-regression.ts";
import { mlp } from "../networks/mlp.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import { tensorRandomStream } from "../tensor/random.ts";
import { logSoftmax } from "../tensor/softmax.ts";
import { takePerRow } from "../tensor/take-per-row.ts";
import type { DiscreteBatch } from "./batch.ts";

/** A policy softmax(z(s)) that is fitted to the actions of the log, each with its weight, and its optimizer. */
export interface CategoricalRegression {
  readonly variables: readonly Variable[];
  /** z(s), [rows, actions]. */
  logits(observations: Tensor2D): Tensor2D;
  /** One step on −mean w log π(a|s), the weights [rows] being constants; the loss before it. */
  fit(batch: DiscreteBatch, weights: Tensor1D): Scalar;
  dispose(): void;
}

/** Settings of the policy. */
export interface CategoricalRegressionConfig {
  readonly hiddenSizes: readonly number[];
  readonly policyLearningRate: number;
  readonly policyDropout: number;
  readonly seed: number;
}

/** A policy whose weights start from the seed. */
export function categoricalRegression(
  { observationSize, actions }: { readonly observationSize: number; readonly actions: number },
  { hiddenSizes, policyLearningRate, policyDropout: dropout, seed }: CategoricalRegressionConfig,
): CategoricalRegression {
  const layers = [observationSize, ...hiddenSizes, actions];
  const network = mlp("the policy", layers, randomStream(seed, "policy"), { dropout });
  const optimizer = adam(network.variables, { learningRate: policyLearningRate });
  const dropping = tensorRandomStream(seed, "dropout");
  return {
    variables: [...network.variables, ...optimizer.state, dropping],
    logits: network.apply,
    fit: ({ observations, actions: taken }, weights) =>
      minimize("the policy's loss", optimizer, () => {
        const logProb = takePerRow(logSoftmax(network.apply(observations, dropping)), taken);
        return { loss: weightedRegressionLoss(logProb, weights) };
      }).loss,
    dispose() {
      for (const part of [network, optimizer, dropping]) part.dispose();
    },
  };
}
