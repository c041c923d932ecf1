import * as tf from "@tensorflow/tfjs";
import type { Variant } from "../case.ts";
import { adamInput } from "../cases/adam.ts";

export function stockAdam(): Variant {
  const { parameters, gradients, learningRate } = adamInput();
  const parameter = tf.variable(tf.tensor1d(parameters), true, "parameter");
  const gradient = tf.tensor1d(gradients);
  const optimizer = tf.train.adam(learningRate);
  const call = () => optimizer.applyGradients([{ name: "parameter", tensor: gradient }]);
  return {
    call,
    result() {
      for (let i = 0; i < 10; i++) call();
      return parameter.dataSync();
    },
  };
}
