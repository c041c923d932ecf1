import {
  add,
  concat,
  div,
  matMul,
  mean,
  mul,
  type Rank,
  reshape,
  slice,
  sqrt,
  square,
  step,
  sub,
  type Tensor2D,
  type Tensor3D,
  tile,
} from "@tensorflow/tfjs-core";
import { ensembleDense } from "../tensor/dense.ts";
import { layerNorm, layerNormEpsilon } from "../tensor/layer-norm.ts";
import { stopGradient } from "../tensor/stop-gradient.ts";
import type { Ensemble, EnsembleLayer } from "./ensemble.ts";

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
 * which is differentiable in the parameters as any other function is, where the gradient of a gradient is not. Layer normalization
 * x̂ = (h − μ) / σ of the hidden entries turns a gradient G behind it into
 *
 *     (g − mean g − x̂ · mean(g ⊙ x̂)) / σ,  g = gain ⊙ G
 *
 * before the mask. The masks are constants: their derivative is 0 but on the kinks.
 *
 * Throws a RangeError for a network with dropout or with more than one output.
 *
 * @param x [rows, inputs] for all members, or [members, rows, inputs]
 */
export function withInputGradient(network: Ensemble, x: Tensor2D | Tensor3D): WithInputGradient {
  checkDifferentiable(network);
  const last = network.layers.at(-1)!;
  const hidden: HiddenLayer[] = [];
  let input = x;
  for (const layer of network.layers.slice(0, -1)) {
    const entries = ensembleDense(input, layer.kernel, layer.bias, "relu");
    const passed = passedOn(entries, layer);
    hidden.push({ entries, kernel: layer.kernel, back: passed.back });
    input = passed.output;
  }
  const values = ensembleDense(input, last.kernel, last.bias, "linear");
  const rows = values.shape[1];
  const outermost = tile(reshape<Rank.R3>(last.kernel, [network.members, 1, -1]), [1, rows, 1]);
  const gradients = hidden.reduceRight<Tensor3D>(
    (gradient, { entries, kernel, back }) =>
      matMul(mul(back(gradient), step(stopGradient(entries))), kernel, false, true),
    outermost,
  );
  return { values, gradients };
}

/** What a hidden layer makes of its input, and of a gradient behind it. */
interface HiddenLayer {
  /** Behind the relu, before the normalization. */
  readonly entries: Tensor3D;
  readonly kernel: Tensor3D;
  /** A gradient in what the layer passes on, as one in its entries. */
  back(gradient: Tensor3D): Tensor3D;
}

/** The entries of a layer as they are passed on, normalized where the network does that. */
function passedOn(
  entries: Tensor3D,
  { gain, shift }: EnsembleLayer,
): { readonly output: Tensor3D } & Pick<HiddenLayer, "back"> {
  if (gain === undefined || shift === undefined) return { output: entries, back: (gradient) => gradient };
  const normalized = layerNorm(entries);
  return {
    output: add(mul(normalized, gain), shift),
    back(gradient) {
      const scaled = mul<Tensor3D>(gradient, gain);
      const along = mul<Tensor3D>(normalized, mean(mul(scaled, normalized), 2, true));
      const centred = sub<Tensor3D>(scaled, mean(scaled, 2, true));
      return div(sub<Tensor3D>(centred, along), deviationOf(entries));
    },
  };
}

/** √(σ² + ε) of each row, as `layerNorm` divides by it. */
function deviationOf(entries: Tensor3D): Tensor3D {
  const variance = mean<Tensor3D>(square(sub(entries, mean(entries, 2, true))), 2, true);
  return sqrt(add<Tensor3D>(variance, layerNormEpsilon));
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
    throw new RangeError(`an input gradient needs layers without dropout and one output; got ${what}`);
  };
  if (options.dropout !== undefined && options.dropout > 0) refuse(`a dropout of ${options.dropout}`);
  if (sizes.at(-1) !== 1) refuse(`${sizes.at(-1)} outputs`);
}
