/** Arrays of the same lengths, all zero. */
export function zeroGradients(weights: readonly Float32Array[]): Float32Array[] {
  return weights.map(({ length }) => new Float32Array(length));
}

/** The input and the output of every layer, [rows][width] each. */
export function forward(
  weights: readonly Float32Array[],
  sizes: readonly number[],
  input: Float32Array,
  rows: number,
): Float32Array[] {
  const layers = [input];
  for (let layer = 0; layer < sizes.length - 1; layer++) {
    const isHidden = layer < sizes.length - 2;
    const [kernel, bias] = [weights[2 * layer]!, weights[2 * layer + 1]!];
    layers.push(denseLayer(layers[layer]!, kernel, bias, rows, isHidden));
  }
  return layers;
}

function denseLayer(
  x: Float32Array,
  kernel: Float32Array,
  bias: Float32Array,
  rows: number,
  isHidden: boolean,
): Float32Array {
  const [inputs, outputs] = [x.length / rows, bias.length];
  const out = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    const start = row * outputs;
    for (let j = 0; j < outputs; j++) out[start + j] = bias[j]!;
    for (let k = 0; k < inputs; k++) {
      const factor = x[row * inputs + k]!;
      for (let j = 0; j < outputs; j++) out[start + j]! += factor * kernel[k * outputs + j]!;
    }
    if (isHidden) for (let j = 0; j < outputs; j++) out[start + j] = Math.max(0, out[start + j]!);
  }
  return out;
}

/** Gradients of all weights from the gradient of the output, written over `gradients`. */
export function backward(
  weights: readonly Float32Array[],
  sizes: readonly number[],
  layers: readonly Float32Array[],
  upstream: Float32Array,
  rows: number,
  gradients: readonly Float32Array[],
): void {
  let dy = upstream;
  for (let layer = sizes.length - 2; layer >= 0; layer--) {
    const x = layers[layer]!;
    weightGradients(x, dy, rows, gradients[2 * layer]!, gradients[2 * layer + 1]!);
    if (layer > 0) dy = inputGradient(x, dy, weights[2 * layer]!, rows);
  }
}

function weightGradients(
  x: Float32Array,
  dy: Float32Array,
  rows: number,
  inKernel: Float32Array,
  inBias: Float32Array,
): void {
  const [inputs, outputs] = [x.length / rows, inBias.length];
  inKernel.fill(0);
  inBias.fill(0);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < outputs; j++) inBias[j]! += dy[row * outputs + j]!;
    for (let k = 0; k < inputs; k++) {
      const factor = x[row * inputs + k]!;
      for (let j = 0; j < outputs; j++) inKernel[k * outputs + j]! += factor * dy[row * outputs + j]!;
    }
  }
}

/** Through the layer's kernel, and through the relu that made x. */
function inputGradient(x: Float32Array, dy: Float32Array, kernel: Float32Array, rows: number): Float32Array {
  const [inputs, outputs] = [x.length / rows, dy.length / rows];
  const out = new Float32Array(x.length);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < inputs; k++) {
      if (x[row * inputs + k]! <= 0) continue;
      let sum = 0;
      for (let j = 0; j < outputs; j++) sum += dy[row * outputs + j]! * kernel[k * outputs + j]!;
      out[row * inputs + k] = sum;
    }
  }
  return out;
}
