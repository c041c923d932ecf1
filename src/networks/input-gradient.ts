import {
  concat,
  matMul,
  mul,
  type Rank,
  reshape,
  slice,
  step,
  type Tensor2D,
  type Tensor3D,
  tile,
} from "@tensorflow/tfjs-core";
import { ensembleDense } from "../tensor/dense.ts";
import { stopGradient } from "../tensor/stop-gradient.ts";
import type { Ensemble } from "./ensemble.ts";

/** The outputs of an ensemble, and their gradients in its input. */
export interface WithInputGradient {
  /** f_i(x), [members, rows, 1]. */
  readonly values: Tensor3D;
  /** ∇_x f_i(x), [members, rows, inputs]. */
  readonly gradients: Tensor3D;
}

/**
 * The outputs of an ensemble and their gradients in the input, in one pass forwards. With m_l = 1[h_l > 0] of the hidden
 * entries h_l,
 *
 *     ∇_x f = W_1 (m_1 ⊙ W_2 (m_2 ⊙ … W_L))
 *
 * which is differentiable in the weights as any other function is, where the gradient of a gradient is not. The masks are
 * constants: their derivative is 0 but on the kinks. The gradients are not differentiable in the input for the same reason,
 * and do not depend on the biases.
 *
 * Throws a RangeError for a network with layer normalization, with dropout or with more than one output.
 *
 * @param x [rows, inputs] for all members, or [members, rows, inputs]
 */
export function withInputGradient(network: Ensemble, x: Tensor2D | Tensor3D): WithInputGradient {
  checkDifferentiable(network);
  const last = network.layers.at(-1)!;
  const kernels = network.layers.map(({ kernel }) => kernel);
  const hidden: Tensor3D[] = [];
  let input = x;
  for (const { kernel, bias } of network.layers.slice(0, -1)) {
    input = ensembleDense(input, kernel, bias, "relu");
    hidden.push(input);
  }
  const values = ensembleDense(input, last.kernel, last.bias, "linear");
  const rows = values.shape[1];
  const outermost = tile(reshape<Rank.R3>(last.kernel, [network.members, 1, -1]), [1, rows, 1]);
  const gradients = hidden.reduceRight<Tensor3D>(
    (gradient, entries, i) => matMul(mul(gradient, step(stopGradient(entries))), kernels[i]!, false, true),
    outermost,
  );
  return { values, gradients };
}

/** The gradients of `withInputGradient` alone. */
export function inputGradient(network: Ensemble, x: Tensor2D | Tensor3D): Tensor3D {
  return withInputGradient(network, x).gradients;
}

/** Values of critics, and their gradients in the action. */
export interface WithActionGradient {
  /** Q_i(s, a), [critics, rows]. */
  readonly values: Tensor2D;
  /** ∇_a Q_i(s, a), [critics, rows, size]. */
  readonly gradients: Tensor3D;
}

/**
 * `withInputGradient` for critics that read [observation, action], as those of `criticEnsemble` do.
 *
 * @param observations [rows, observationSize], scaled
 * @param actions [rows, size], in [−1, 1]
 */
export function withActionGradient(
  network: Ensemble,
  observations: Tensor2D,
  actions: Tensor2D,
): WithActionGradient {
  const { values, gradients } = withInputGradient(network, concat([observations, actions], 1));
  const [rows, size] = actions.shape;
  return {
    values: reshape<Rank.R2>(values, [network.members, rows]),
    gradients: slice(gradients, [0, 0, observations.shape[1]], [network.members, rows, size]),
  };
}

function checkDifferentiable({ sizes, options }: Ensemble): void {
  const refuse = (what: string): never => {
    throw new RangeError(`an input gradient needs layers of relu alone and one output; got ${what}`);
  };
  if (options.layerNorm === true) refuse("layer normalization");
  if (options.dropout !== undefined && options.dropout > 0) refuse(`a dropout of ${options.dropout}`);
  if (sizes.at(-1) !== 1) refuse(`${sizes.at(-1)} outputs`);
}
