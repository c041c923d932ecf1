import { concat, type Rank, reshape, type Scalar, split, type Tensor1D, type Tensor2D, type Variable } from "@tensorflow/tfjs-core";
import { randomStream } from "../kernels/random.ts";
import { mlp } from "../networks/mlp.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import type { Batch } from "./batch.ts";

/** V(s), and its optimizer. */
export interface StateValue {
  readonly variables: readonly Variable[];
  /** One step on a loss of V(s), [rows]; the loss before it. */
  minimize(observations: Tensor2D, lossOf: (values: Tensor1D) => Scalar): Scalar;
  /** V(s) and V(s′), [rows] each, in one call. */
  ofBoth(batch: Pick<Batch, "observations" | "nextObservations">): readonly [Tensor1D, Tensor1D];
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
    minimize: (observations, lossOf) =>
      minimize("the loss of the state value", optimizer, () => ({ loss: lossOf(values(observations)) })).loss,
    ofBoth({ observations, nextObservations }) {
      const [now, next] = split<Tensor1D>(values(concat([observations, nextObservations])), 2);
      return [now!, next!];
    },
    dispose() {
      optimizer.dispose();
      network.dispose();
    },
  };
}
