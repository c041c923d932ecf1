import * as tf from "@tensorflow/tfjs";
import { learningRate } from "../../cases/continuous-problem.ts";

/** A training step; returns its losses, each before its own update. */
export type Step = () => tf.Scalar[];

/** Minimizes a loss of some variables by Adam; returns the loss before. */
export type Minimizer = (loss: () => tf.Scalar) => tf.Scalar;

/** With the paper's ε instead of tfjs's 1e-7. */
export function minimizer(variables: readonly tf.Variable[]): Minimizer {
  const optimizer = tf.train.adam(learningRate, 0.9, 0.999, 1e-8);
  const trained = [...variables];
  return (loss) => optimizer.minimize(loss, true, trained)!;
}
