import {
  type Scalar,
  type Tensor,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  type Variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import type { DiscreteBatch } from "../../src/algorithms/batch.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { type Mlp, mlp } from "../../src/networks/mlp.ts";
import { type Expected, loadVectors, mismatches } from "../conformance.ts";
import { entriesOf } from "../tensor/entries.ts";

export type Matrix = readonly (readonly number[])[];

/** Weights or gradients of a layer: kernel [inputs][outputs] and bias [outputs]. */
export interface GoldenLayer {
  readonly kernel: Matrix;
  readonly bias: readonly number[];
}

/** The value of a loss, and its gradients in the networks and parameters that it trains and in the outputs. */
export interface GoldenLoss {
  readonly value: number;
  readonly trains: readonly string[];
  readonly gradients: {
    readonly networks: Readonly<Record<string, readonly GoldenLayer[]>>;
    readonly parameters: Readonly<Record<string, number>>;
    readonly outputs: Readonly<Record<string, Matrix>>;
  };
}

/** A case of a file; what its settings and intermediates are depends on the algorithm. */
export interface GoldenCase {
  readonly name: string;
  readonly intermediates: Readonly<Record<string, Expected>>;
  readonly losses: Readonly<Record<string, GoldenLoss>>;
}

/** A file of losses and gradients in float64, for networks with three layers and a batch of six rows. */
export interface GoldenFile<Case extends GoldenCase = GoldenCase> {
  readonly tolerance: { readonly relative: number; readonly absolute: number };
  readonly networks: Readonly<Record<string, readonly GoldenLayer[]>>;
  readonly batch: {
    readonly observations: Matrix;
    readonly actions: number[];
    readonly rewards: number[];
    readonly nextObservations: Matrix;
    readonly discounts: number[];
  };
  readonly draws: { readonly behaviorProbabilities?: Matrix };
  readonly cases: readonly Case[];
}

export function loadLosses<Case extends GoldenCase>(name: string): GoldenFile<Case> {
  return loadVectors<GoldenFile<Case>>(name);
}

/** Width of the observations, of the hidden layers and of the outputs for discrete actions. */
export const goldenSizes = { observationSize: 3, hiddenSizes: [5, 5], actions: 4 };

/** The networks of the file, by name. */
export function goldenNetworks({ networks }: GoldenFile): Record<string, Mlp> {
  return Object.fromEntries(
    Object.entries(networks).map(([name, layers]) => {
      const sizes = [layers[0]!.kernel.length, ...layers.map(({ bias }) => bias.length)];
      const network = mlp(name, sizes, randomStream(0, name));
      assignLayers(network.variables, layers);
      return [name, network];
    }),
  );
}

/** Writes the layers into kernel and bias of every layer in turn. */
export function assignLayers(variables: readonly Variable[], layers: readonly GoldenLayer[]): void {
  const tensors = layers.flatMap(({ kernel, bias }) => [matrixOf(kernel), tensor1d([...bias])]);
  for (const [i, tensor] of tensors.entries()) variables[i]!.assign(tensor);
}

export function goldenBatch({ batch }: GoldenFile): DiscreteBatch {
  return {
    observations: matrixOf(batch.observations),
    actions: tensor1d(batch.actions, "int32"),
    rewards: tensor1d(batch.rewards),
    discounts: tensor1d(batch.discounts),
    nextObservations: matrixOf(batch.nextObservations),
  };
}

export function matrixOf(rows: Matrix): Tensor2D {
  return tensor2d(rows.flat(), [rows.length, rows[0]!.length]);
}

/** One line for every entry beyond 1e-4 of the largest of its tensor + 1e-6, the tolerance of the files. */
export function lossMismatches(
  { tolerance: { relative, absolute } }: GoldenFile,
  name: string,
  got: ArrayLike<number>,
  expected: Expected,
): string[] {
  const Largest = Math.max(...[expected].flat(3).map((x) => Math.abs(Number(x))));
  return mismatches(name, got, expected, { absolutePerLargest: relative, absolute }, { Largest });
}

/** The same for everything that comes before the loss; every tensor must have its counterpart in the file. */
export function intermediateMismatches(
  file: GoldenFile,
  { intermediates }: GoldenCase,
  got: Readonly<Record<string, Tensor>>,
): string[] {
  return Object.entries(got).flatMap(([name, tensor]) => {
    const expected = intermediates[name];
    if (expected === undefined) return [`${name} is not in the file`];
    return lossMismatches(file, name, entriesOf(tensor), expected);
  });
}

/**
 * Everything in which a loss differs from the file: in its value, in its gradients in the weights of the networks that
 * it trains, and by any gradient in another network.
 */
export function lossDifferences(
  file: GoldenFile,
  golden: GoldenLoss,
  networks: Readonly<Record<string, Mlp>>,
  evaluate: () => Scalar,
): string[] {
  const variables = Object.values(networks).flatMap((network) => [...network.variables]);
  const { value, grads } = variableGrads(evaluate, variables);
  const wrong = lossMismatches(file, "the loss", entriesOf(value), golden.value);
  for (const [name, network] of Object.entries(networks)) {
    const layers = golden.trains.includes(name) ? golden.gradients.networks[name]! : [];
    const expected = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
    wrong.push(
      ...network.variables.flatMap(({ name }, i) => {
        const gradient = grads[name];
        if (expected[i] === undefined) return gradient ? [`the loss must not train the ${name}`] : [];
        if (gradient === undefined) return [`the loss must train the ${name}`];
        return lossMismatches(file, `the gradient in the ${name}`, entriesOf(gradient), expected[i]);
      }),
    );
  }
  return wrong;
}

/** What `lossDifferences` is for weights, for an output of a network, such as the values Q(s, a). */
export function outputDifferences(
  file: GoldenFile,
  expected: Matrix,
  output: Variable,
  evaluate: () => Scalar,
): string[] {
  const { grads } = tidy(() => variableGrads(evaluate, [output]));
  return lossMismatches(file, "the gradient in the output", entriesOf(grads[output.name]!), expected);
}
