import {
  add,
  cast,
  clipByValue,
  concat,
  exp,
  gather,
  matMul,
  mean,
  min,
  mul,
  neg,
  oneHot,
  type Rank,
  relu,
  reshape,
  type Scalar,
  slice,
  softmax,
  split,
  square,
  squaredDifference,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor,
  tidy,
  transpose,
  unstack,
  type Variable,
  variable,
  where,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { adam } from "../../../src/tensor/adam.ts";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { dense, ensembleDense } from "../../../src/tensor/dense.ts";
import { dropout } from "../../../src/tensor/dropout.ts";
import { gaussianKl } from "../../../src/tensor/gaussian-kl.ts";
import { init } from "../../../src/tensor/init.ts";
import { layerNorm } from "../../../src/tensor/layer-norm.ts";
import { minimize } from "../../../src/tensor/minimize.ts";
import { randomNormal, tensorRandomStream } from "../../../src/tensor/random.ts";
import { logSoftmax } from "../../../src/tensor/softmax.ts";
import { normals } from "../../kernels/draw.ts";
import { entriesOf } from "../entries.ts";

await init();

/** A network with its loss, and the input into which every step writes other numbers. */
interface Problem {
  /** Of the weights. */
  readonly shapes: readonly (readonly number[])[];
  readonly inputShape: readonly number[];
  draw(step: number): Float32Array | Int32Array;
  loss(weights: readonly Tensor[], input: Tensor, stream: Variable): Scalar;
}

const [BATCH, STEPS, WIDTH, HEADS, TOKENS] = [3, 5, 8, 2, 7] as const;

const [steps, minusInfinity] = [Array.from({ length: STEPS }, (_, i) => i), -1e9];
const isPast = tensor(
  steps.flatMap((i) => steps.map((j) => j <= i)),
  [STEPS, STEPS],
  "bool",
);

/** [batch · steps, width] as [batch, heads, steps, width / heads]. */
function splitHeads(x: Tensor): Tensor {
  return transpose(reshape(x, [BATCH, STEPS, HEADS, WIDTH / HEADS]), [0, 2, 1, 3]);
}

function causalAttention(query: Tensor, key: Tensor, value: Tensor): Tensor {
  const scores = mul(matMul(splitHeads(query), splitHeads(key), false, true), 1 / Math.sqrt(WIDTH / HEADS));
  const weights = softmax(where(isPast, scores, minusInfinity));
  return reshape(transpose(matMul(weights, splitHeads(value)), [0, 2, 1, 3]), [BATCH * STEPS, WIDTH]);
}

const transformer: Problem = {
  shapes: [
    [TOKENS, WIDTH],
    [STEPS, WIDTH],
    [WIDTH],
    [WIDTH, 3 * WIDTH],
    [WIDTH, WIDTH],
    [WIDTH, 2 * WIDTH],
    [2 * WIDTH, WIDTH],
    [WIDTH, TOKENS],
  ],
  inputShape: [BATCH, STEPS + 1],
  draw(step) {
    const random = randomStream(step, "tokens");
    return Int32Array.from({ length: BATCH * (STEPS + 1) }, () => random.integer(TOKENS));
  },
  loss([tokens, places, gain, projections, joined, wide, narrow, head], input, stream) {
    const given = slice(input, [0, 0], [BATCH, STEPS]);
    const next = reshape<Rank.R1>(slice(input, [0, 1], [BATCH, STEPS]), [BATCH * STEPS]);
    const embedded = reshape(add(gather(tokens!, given), places!), [BATCH * STEPS, WIDTH]);
    const normalized = layerNorm(embedded, reshape(gain!, [WIDTH]));
    const [query, key, value] = split(matMul(normalized, projections!), 3, 1);
    const attended = matMul(causalAttention(query!, key!, value!), joined!);
    const x = add(embedded, dropout(attended, 0.1, stream));
    const y = add(x, matMul(relu(matMul(layerNorm(x), wide!)), narrow!));
    const chosen = mul(logSoftmax(matMul(y, head!)), cast(oneHot(next, TOKENS), "float32"));
    return neg(mean<Scalar>(sum(chosen, 1)));
  },
};

/** Two layers with relu between them. */
function perceptron(x: Tensor2D, weights: readonly Tensor[]): Tensor2D {
  const [first, firstBias, second, secondBias] = weights.map((weight) => reshape(weight, weight.shape));
  const hidden = dense(x, first as Tensor2D, firstBias as Tensor1D, "relu");
  return dense(hidden, second as Tensor2D, secondBias as Tensor1D, "linear");
}

const variationalAutoencoder: Problem = {
  shapes: [[6, 16], [16], [16, 8], [8], [4, 16], [16], [16, 6], [6]],
  inputShape: [10, 6],
  draw: (step) => normals(randomStream(step, "rows"), 60),
  loss(weights, input, stream) {
    const x = reshape<Rank.R2>(input, [10, 6]);
    const [center, spread] = split<Tensor2D>(perceptron(x, weights.slice(0, 4)), 2, 1);
    const logStd = clipByValue<Tensor2D>(spread!, -4, 2);
    const z = add<Tensor2D>(center!, mul(exp(logStd), randomNormal(stream, [10, 4])));
    const decoded = perceptron(z, weights.slice(4));
    const standard = zeros<Rank.R2>([10, 4]);
    const divergence = gaussianKl({ mean: center!, logStd }, { mean: standard, logStd: standard });
    return add<Scalar>(mean(square(sub(decoded, x))), mul(0.1, mean(divergence)));
  },
};

const ensemble: Problem = {
  shapes: [
    [4, 5, 16],
    [4, 16],
    [4, 16, 1],
    [4, 1],
  ],
  inputShape: [12, 5],
  draw: (step) => normals(randomStream(step, "states"), 60),
  loss([first, firstBias, second, secondBias], input) {
    const states = reshape<Rank.R2>(input, [12, 5]);
    const hidden = ensembleDense(states, first as Tensor3D, firstBias as Tensor2D, "relu");
    const values = ensembleDense(hidden, second as Tensor3D, secondBias as Tensor2D, "linear");
    const [position, speed] = unstack(states, 1);
    const targets = sum(concat([stack([position!, speed!], 1), slice(states, [0, 4], [12, 1])], 1), 1, true);
    const pessimistic = mean(min(values, 0));
    return add<Scalar>(mean(squaredDifference(values, targets)), mul(0.01, pessimistic));
  },
};

function trainer({ shapes, inputShape, draw, loss }: Problem) {
  const random = randomStream(0, "weights");
  const weights = shapes.map((shape) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return tidy(() => variable(tensor(normals(random, size, 0.3), [...shape])));
  });
  const stream = tensorRandomStream(1, "noise");
  const input = tensor(draw(0), [...inputShape]);
  const optimizer = adam(weights, { learningRate: 0.01 });
  const backend = acceleratedBackend();
  return {
    weights,
    next(step: number): void {
      const view = input.dtype === "int32" ? backend.integers(input) : backend.floats(input);
      view.set(draw(step));
    },
    step: () =>
      tidy(() =>
        minimize("the loss", optimizer, () => ({ loss: loss(weights, input, stream) }), {
          maximumGradientNorm: 5,
        }),
      ),
  };
}

test.for([
  ["a transformer with causal attention and dropout", transformer],
  ["a variational autoencoder", variationalAutoencoder],
  ["an ensemble of critics", ensemble],
] as const)("%s: 60 replayed steps equal eager ones to the bit, and the loss falls", ([, problem]) => {
  const [eager, captured] = [trainer(problem), trainer(problem)];
  const first = tidy(() => entriesOf(eager.step().loss)[0]!);
  const program = capture(captured.step);
  let last = first;
  for (let step = 1; step < 60; step++) {
    // the same few inputs again and again
    for (const { next } of [eager, captured]) next(step % 3);
    last = tidy(() => entriesOf(eager.step().loss)[0]!);
    program.run();
    expect(entriesOf(program.result.loss)).toEqual([last]);
  }
  expect(captured.weights.map(entriesOf)).toEqual(eager.weights.map(entriesOf));
  expect(last).toBeLessThan(0.8 * first);
  program.dispose();
});
