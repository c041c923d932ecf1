import {
  dispose,
  type Rank,
  type Tensor,
  type Tensor2D,
  tidy,
  type Variable,
  variable,
  zeros,
} from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import { checkSize } from "../kernels/shape.ts";
import { acceleratedBackend, requireInit } from "../tensor/backend.ts";
import { dense } from "../tensor/dense.ts";
import { polyak } from "../tensor/polyak.ts";
import { variableName } from "./variable-name.ts";

/** A multilayer perceptron: dense layers with relu between them and none after the last. */
export interface Mlp {
  /** kernel [inputs, outputs] and bias [outputs] of every layer in turn. */
  readonly variables: readonly Variable[];
  /** [rows, inputs] to [rows, outputs]; differentiable in the variables. */
  apply(x: Tensor2D): Tensor2D;
  dispose(): void;
}

interface Layer {
  readonly kernel: Variable<Rank.R2>;
  readonly bias: Variable<Rank.R1>;
}

/**
 * An MLP whose entries are drawn uniformly from ±1/√inputs of their layer (the scheme of PyTorch's linear layer).
 *
 * @param name what the network is called in errors
 * @param sizes width of the input, of every hidden layer and of the output
 */
export function mlp(name: string, sizes: readonly number[], random: RandomStream): Mlp {
  requireInit();
  if (sizes.length < 2)
    throw new RangeError(`${name} needs at least 2 sizes, input and output; got [${sizes}]`);
  for (const size of sizes) checkSize(`every size of ${name}`, size);
  const layers = zeroLayers(name, sizes);
  for (const { kernel, bias } of layers) {
    const bound = 1 / Math.sqrt(kernel.shape[0]);
    for (const parameter of [kernel, bias]) drawUniform(parameter, bound, random);
  }
  return assemble(layers);
}

/** A network of the same shape with the same weights, for a target that follows slowly. */
export function copyOf(name: string, network: Mlp): Mlp {
  const sizes = [network.variables[0]!.shape[0]!];
  for (let i = 1; i < network.variables.length; i += 2) sizes.push(network.variables[i]!.size);
  const copy = assemble(zeroLayers(name, sizes));
  polyak(copy.variables, network.variables, 1);
  return copy;
}

/** Layers of zeros; where the heap has no room for one of them, none stays. */
function zeroLayers(name: string, sizes: readonly number[]): Layer[] {
  const made: Variable[] = [];
  const parameter = <R extends Rank>(label: string, initial: Tensor<R>): Variable<R> => {
    const parameter = variable(initial, true, variableName(label));
    made.push(parameter);
    return parameter;
  };
  const layer = (inputs: number, outputs: number, i: number) => ({
    kernel: parameter(`kernel of ${name} layer ${i}`, zeros<Rank.R2>([inputs, outputs])),
    bias: parameter(`bias of ${name} layer ${i}`, zeros<Rank.R1>([outputs])),
  });
  try {
    return tidy(() => sizes.slice(1).map((outputs, i) => layer(sizes[i]!, outputs, i)));
  } catch (error) {
    // a tidy leaves variables alone
    dispose(made);
    throw error;
  }
}

function drawUniform(parameter: Variable, bound: number, random: RandomStream): void {
  const entries = acceleratedBackend().floats(parameter);
  for (let i = 0; i < entries.length; i++) entries[i] = bound * (2 * random.uniform() - 1);
}

function assemble(layers: readonly Layer[]): Mlp {
  const variables = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  return {
    variables,
    apply: (x) =>
      layers.reduce(
        (hidden, { kernel, bias }, i) =>
          dense(hidden, kernel, bias, i < layers.length - 1 ? "relu" : "linear"),
        x,
      ),
    dispose: () => dispose([...variables]),
  };
}
