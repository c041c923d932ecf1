import {
  dispose,
  type Rank,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import { checkSize } from "../kernels/shape.ts";
import { requireInit } from "../tensor/backend.ts";
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
  return assemble(
    sizes.slice(1).map((outputs, i) => {
      const inputs = sizes[i]!;
      const bound = 1 / Math.sqrt(inputs);
      const draw = (count: number) =>
        Float32Array.from({ length: count }, () => bound * (2 * random.uniform() - 1));
      return layer(`${name} layer ${i}`, draw(inputs * outputs), draw(outputs));
    }),
  );
}

/** A network of the same shape with the same weights, for a target that follows slowly. */
export function copyOf(name: string, network: Mlp): Mlp {
  const sizes = [network.variables[0]!.shape[0]!];
  for (let i = 1; i < network.variables.length; i += 2) sizes.push(network.variables[i]!.size);
  const copy = assemble(
    sizes
      .slice(1)
      .map((outputs, i) =>
        layer(`${name} layer ${i}`, new Float32Array(sizes[i]! * outputs), new Float32Array(outputs)),
      ),
  );
  polyak(copy.variables, network.variables, 1);
  return copy;
}

function layer(name: string, kernel: Float32Array, bias: Float32Array): Layer {
  const outputs = bias.length;
  return tidy(() => ({
    kernel: variable(
      tensor2d(kernel, [kernel.length / outputs, outputs]),
      true,
      variableName(`kernel of ${name}`),
    ),
    bias: variable(tensor1d(bias), true, variableName(`bias of ${name}`)),
  }));
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
