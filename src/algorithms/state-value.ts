import {
  clone,
  dispose,
  keep,
  type Rank,
  reshape,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
  type Variable,
} from "@tensorflow/tfjs-core";
import { randomStream } from "../kernels/random.ts";
import { mlp } from "../networks/mlp.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";

/** V(s), and its optimizer. */
export interface StateValue {
  readonly variables: readonly Variable[];
  /** V(s), [rows]. */
  values(observations: Tensor2D): Tensor1D;
  /** One step on a loss of V(s); the loss and V(s) before it. */
  minimize(
    observations: Tensor2D,
    lossOf: (values: Tensor1D) => Scalar,
  ): { readonly loss: Scalar; readonly values: Tensor1D };
  dispose(): void;
}

/** Settings of V. */
export interface StateValueConfig {
  readonly hiddenSizes: readonly number[];
  readonly valueLearningRate: number;
  readonly seed: number;
}

/** A value of states whose weights start from the seed. */
export function stateValue(observationSize: number, config: StateValueConfig): StateValue {
  const layers = [observationSize, ...config.hiddenSizes, 1];
  const network = mlp("the state value", layers, randomStream(config.seed, "state value"));
  const optimizer = adam(network.variables, { learningRate: config.valueLearningRate });
  const values = (observations: Tensor2D): Tensor1D =>
    reshape<Rank.R1>(network.apply(observations), [observations.shape[0]]);
  return {
    variables: [...network.variables, ...optimizer.state],
    values,
    minimize(observations, lossOf) {
      // the step's tidy frees what it does not return; to evaluate V again would cost a third of the step
      const kept: Tensor1D[] = [];
      try {
        const { loss } = minimize("the loss of the state value", optimizer, () => {
          const before = keep(values(observations));
          kept.push(before);
          return { loss: lossOf(before) };
        });
        return { loss, values: clone(kept[0]!) };
      } finally {
        dispose(kept);
      }
    },
    dispose() {
      optimizer.dispose();
      network.dispose();
    },
  };
}
