import * as tf from "@tensorflow/tfjs";

/**
 * Variables for a network of fully connected layers, kernel and bias in turn.
 *
 * @param sizes widths from input to output
 */
export function layerVariables(weights: readonly Float32Array[], sizes: readonly number[]): tf.Variable[] {
  return weights.map((values, i) => {
    const layer = Math.floor(i / 2);
    const shape = i % 2 === 0 ? [sizes[layer]!, sizes[layer + 1]!] : [sizes[layer + 1]!];
    return tf.variable(tf.tensor(values, shape));
  });
}

/** The network's output, with ReLU between its layers. */
export function apply(weights: readonly tf.Variable[], x: tf.Tensor2D): tf.Tensor2D {
  let hidden = x;
  for (let i = 0; i < weights.length; i += 2) {
    hidden = hidden.matMul(weights[i]!).add<tf.Tensor2D>(weights[i + 1]!);
    if (i < weights.length - 2) hidden = hidden.relu();
  }
  return hidden;
}

/** Moves the target network towards the online one. */
export function follow(target: readonly tf.Variable[], online: readonly tf.Variable[], rate: number): void {
  target.forEach((variable, i) => {
    variable.assign(variable.add(online[i]!.sub(variable).mul(rate)));
  });
}
