import { dispose, type Rank, type Tensor1D, type Tensor2D, type Variable } from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import { checkSize } from "../kernels/shape.ts";
import { requireInit } from "../tensor/backend.ts";
import { dense } from "../tensor/dense.ts";
import { layerNorm } from "../tensor/layer-norm.ts";
import { polyak } from "../tensor/polyak.ts";
import { checkDropout, type Dropping, dropped } from "./dropping.ts";
import { drawUniform, type Parameters, parameters } from "./parameters.ts";

/** What may be done between the layers. */
export interface LayerOptions {
  /**
   * Layer normalization with gain and shift after the relu of every hidden layer, as in ReBRAC (arXiv:2305.09836, section
   * 3). It keeps the values of far-off inputs from exploding. Default false.
   */
  readonly layerNorm?: boolean;
  /** Share of the hidden entries that are dropped while a random stream is given, in [0, 1). Default 0. */
  readonly dropout?: number;
}

/** A multilayer perceptron: dense layers with relu between them and none after the last. */
export interface Mlp {
  /** Width of the input, of every hidden layer and of the output. */
  readonly sizes: readonly number[];
  readonly options: LayerOptions;
  /** kernel [inputs, outputs] and bias [outputs] of every layer in turn, and after each that is normalized gain and shift. */
  readonly variables: readonly Variable[];
  /**
   * [rows, inputs] to [rows, outputs]; differentiable in the variables.
   *
   * @param dropping a random stream for the dropout of training; without it nothing is dropped
   */
  apply(x: Tensor2D, dropping?: Dropping): Tensor2D;
  dispose(): void;
}

interface Layer {
  readonly kernel: Variable<Rank.R2>;
  readonly bias: Variable<Rank.R1>;
  readonly gain: Variable<Rank.R1> | undefined;
  readonly shift: Variable<Rank.R1> | undefined;
}

/**
 * An MLP whose entries are drawn uniformly from ±1/√inputs of their layer (the scheme of PyTorch's linear layer).
 *
 * @param name what the network is called in errors
 * @param sizes width of the input, of every hidden layer and of the output
 */
export function mlp(
  name: string,
  sizes: readonly number[],
  random: RandomStream,
  options: LayerOptions = {},
): Mlp {
  const network = zeroMlp(name, sizes, options);
  for (const { kernel, bias } of network.layers) {
    const bound = 1 / Math.sqrt(kernel.shape[0]);
    for (const parameter of [kernel, bias]) drawUniform(parameter, bound, random);
  }
  return assemble(network, sizes, options);
}

/** A network of the same shape with the same weights, for a target that follows slowly. */
export function copyOf(name: string, { sizes, options, variables }: Mlp): Mlp {
  const copy = assemble(zeroMlp(name, sizes, options), sizes, options);
  polyak(copy.variables, variables, 1);
  return copy;
}

interface Layers extends Parameters {
  readonly layers: readonly Layer[];
}

function zeroMlp(name: string, sizes: readonly number[], options: LayerOptions): Layers {
  checkSizes(name, sizes);
  checkDropout(name, options.dropout);
  return parameters((parameter) => ({
    layers: sizes.slice(1).map((outputs, i) => {
      const isNormalized = options.layerNorm === true && i < sizes.length - 2;
      return {
        kernel: parameter<Rank.R2>(`kernel of ${name} layer ${i}`, [sizes[i]!, outputs]),
        bias: parameter<Rank.R1>(`bias of ${name} layer ${i}`, [outputs]),
        gain: isNormalized ? parameter<Rank.R1>(`gain of ${name} layer ${i}`, [outputs], 1) : undefined,
        shift: isNormalized ? parameter<Rank.R1>(`shift of ${name} layer ${i}`, [outputs]) : undefined,
      };
    }),
  }));
}

/** Throws unless there are at least two widths, all of them positive integers. */
export function checkSizes(name: string, sizes: readonly number[]): void {
  requireInit();
  if (sizes.length < 2)
    throw new RangeError(`${name} needs at least 2 sizes, input and output; got [${sizes}]`);
  for (const size of sizes) checkSize(`every size of ${name}`, size);
}

function assemble({ layers, variables }: Layers, sizes: readonly number[], options: LayerOptions): Mlp {
  return {
    sizes,
    options,
    variables,
    apply: (x, dropping) =>
      layers.reduce((input, layer, i) => {
        const isLast = i === layers.length - 1;
        const output = dense(input, layer.kernel, layer.bias, isLast ? "linear" : "relu");
        return isLast ? output : dropped(normalized(output, layer), options.dropout, dropping);
      }, x),
    dispose: () => dispose([...variables]),
  };
}

function normalized(
  x: Tensor2D,
  { gain, shift }: { gain?: Tensor1D | undefined; shift?: Tensor1D | undefined },
): Tensor2D {
  return gain === undefined ? x : layerNorm(x, gain, shift);
}
