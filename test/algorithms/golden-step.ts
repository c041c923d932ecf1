import type { Variable } from "@tensorflow/tfjs-core";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import {
  assignLayers,
  type GoldenFile,
  type GoldenLayer,
  type GoldenLoss,
  goldenBatch,
  goldenSizes,
  lossMismatches,
} from "../losses/golden.ts";
import { entriesOf } from "../tensor/entries.ts";

/** The log that the files' batch could come from. */
export const goldenSpec: DatasetSpec = {
  observationSize: goldenSizes.observationSize,
  observationMean: [0, 0, 0],
  observationStd: [1, 1, 1],
  actions: { kind: "discrete", count: goldenSizes.actions },
};

/** Settings of every learner that starts from a file's weights. */
export const goldenConfig = {
  hiddenSizes: goldenSizes.hiddenSizes,
  standardizeObservations: false,
  learningRate: 0.01,
};

/** The paper's, which `adam` takes by default. */
const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];

/** float32 rounding of weights of order 1, twice; larger ones round by as much more. */
const rounding = 2e-7;

const tensorsOf = (layers: readonly GoldenLayer[]) =>
  layers.flatMap(({ kernel, bias }) => [kernel.flat(), [...bias]]);

/** A weight after Adam's first step, whose corrected moments are g and g². */
export function firstAdamStep(weight: number, gradient: number, learningRate: number): number {
  return weight - (learningRate * gradient) / (Math.abs(gradient) + epsilon);
}

/** Writes the weights of the file into the networks of a learner, which come first among its variables. */
export function startFrom(file: GoldenFile, { variables }: Algorithm, networks: readonly string[]): void {
  const layers = networks.map((name) => file.networks[name]!);
  const count = tensorsOf(layers[0]!).length;
  for (const [i, each] of layers.entries()) assignLayers(variables.slice(i * count, (i + 1) * count), each);
}

/** One update on the batch of the file. Returns what it reports, by name. */
export function goldenUpdate(file: GoldenFile, algorithm: Algorithm): Record<string, number> {
  const metrics = algorithm.update(goldenBatch(file));
  return Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, entriesOf(metric)[0]!]));
}

/**
 * Everything in which the first update of the trained network, whose variables come first, differs from Adam's first
 * step with the gradients of the file: its weights, and Adam's moments, which hold the size of the gradients too.
 */
export function firstStepDifferences(
  file: GoldenFile,
  { variables }: Algorithm,
  { trains, gradients }: GoldenLoss,
  stateStart: number,
): string[] {
  const [network] = trains;
  const weights = tensorsOf(file.networks[network!]!);
  const golden = tensorsOf(gradients.networks[network!]!);
  return golden.flatMap((gradient, i) => {
    const [parameter, moments] = [variables[i]!, variables.slice(stateStart + 1 + 2 * i)];
    const moved = gradient.map((g, j) => firstAdamStep(weights[i]![j]!, g, goldenConfig.learningRate));
    const [first, second] = moments.slice(0, 2).map(entriesOf);
    return [
      ...distances(`the ${parameter.name}`, entriesOf(parameter), moved),
      ...lossMismatches(file, `first moment of the ${parameter.name}`, first!.map(per(1 - beta1)), gradient),
      ...lossMismatches(
        file,
        `second moment of the ${parameter.name}`,
        second!.map(per(1 - beta2)).map(Math.sqrt),
        gradient.map(Math.abs),
      ),
    ];
  });
}

/** Everything in which a target network differs from target + rate · (online − target), the online one moved. */
export function targetDifferences(
  file: GoldenFile,
  name: string,
  target: readonly Variable[],
  online: readonly Variable[],
  rate: number,
): string[] {
  return tensorsOf(file.networks[name]!).flatMap((before, i) => {
    const followed = entriesOf(online[i]!).map((weight, j) => before[j]! + rate * (weight - before[j]!));
    return distances(`the ${target[i]!.name}`, entriesOf(target[i]!), followed);
  });
}

function per(share: number): (moment: number) => number {
  return (moment) => moment / share;
}

function distances(name: string, got: readonly number[], expected: readonly number[]): string[] {
  return got.flatMap((x, i) => {
    const isClose = Math.abs(x - expected[i]!) <= rounding * Math.max(1, Math.abs(expected[i]!));
    return isClose ? [] : [`${name}, entry ${i}: expected ${expected[i]}, got ${x}`];
  });
}
