import {
  concat,
  type Rank,
  reshape,
  type Scalar,
  scalar,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor,
  tensor1d,
  type Variable,
  variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import type { ContinuousBatch } from "../../src/algorithms/batch.ts";
import type { Mlp } from "../../src/networks/mlp.ts";
import { type Expected, loadVectors } from "../conformance.ts";
import { entriesOf } from "../tensor/entries.ts";
import {
  type GoldenCase,
  type GoldenFile,
  type GoldenLoss,
  goldenNetworks,
  lossDifferences,
  lossMismatches,
} from "./golden.ts";

type Nested = Expected | readonly Nested[];

/** A file of losses for continuous actions: 3 observations, 2 action dimensions, 6 rows. */
export interface ContinuousGoldenFile<Case extends GoldenCase = GoldenCase>
  extends Omit<GoldenFile<Case>, "batch" | "draws"> {
  readonly parameters: Readonly<Record<string, number | readonly number[]>>;
  readonly batch: Readonly<Record<string, Nested>>;
  readonly draws: Readonly<Record<string, Nested>>;
}

export function loadContinuousLosses<Case extends GoldenCase>(name: string): ContinuousGoldenFile<Case> {
  return loadVectors<ContinuousGoldenFile<Case>>(name);
}

/** The file with its networks, batch and parameters on the heap. */
export interface ContinuousGolden<Case extends GoldenCase = GoldenCase> {
  readonly file: ContinuousGoldenFile<Case>;
  readonly cases: readonly Case[];
  readonly networks: Readonly<Record<string, Mlp>>;
  readonly batch: ContinuousBatch;
  /** A column of the batch or a draw, in the shape that the file has. */
  readonly given: (name: string) => Tensor;
  /** The same as a matrix. */
  readonly matrix: (name: string) => Tensor2D;
}

/** Reads a file; tests of losses start from it. */
export function continuousGolden<Case extends GoldenCase>(name: string): ContinuousGolden<Case> {
  const file = loadContinuousLosses<Case>(name);
  const given = (column: string): Tensor => {
    const values = file.draws[column] ?? file.batch[column];
    if (values === undefined) throw new Error(`${name}.json has neither a draw nor a column ${column}`);
    return tensor(JSON.parse(JSON.stringify(values)));
  };
  const matrix = (column: string): Tensor2D => {
    const tensor = given(column);
    return reshape<Rank.R2>(tensor, [tensor.shape[0]!, -1]);
  };
  const vector = (column: string): Tensor1D => reshape<Rank.R1>(given(column), [-1]);
  return {
    file,
    cases: file.cases,
    networks: goldenNetworks(fileOfNetworks(file)),
    batch: {
      observations: matrix("observations"),
      actions: matrix("actions"),
      rewards: vector("rewards"),
      discounts: vector("discounts"),
      nextObservations: matrix("nextObservations"),
    },
    given,
    matrix,
  };
}

/** The file as the discrete harness reads it: networks and tolerance. */
export function fileOfNetworks(file: Pick<GoldenFile, "networks" | "tolerance">): GoldenFile {
  return {
    tolerance: file.tolerance,
    networks: file.networks,
    batch: { observations: [], actions: [], rewards: [], nextObservations: [], discounts: [] },
    draws: {},
    cases: [],
  };
}

/** Q_i(s, a) of critics of the file, [critics, rows]. */
export function valuesOf(
  networks: Readonly<Record<string, Mlp>>,
  names: readonly string[],
  observations: Tensor2D,
  actions: Tensor2D,
): Tensor2D {
  const x = concat([observations, actions], 1);
  const values = names.map((name) => reshape<Rank.R1>(networks[name]!.apply(x), [-1]));
  return reshape<Rank.R2>(stack(values), [names.length, -1]);
}

/**
 * A loss as a function of the networks on the heap, held to the file in value and gradients, and to training nothing else.
 *
 * @param through networks that the gradients pass on their way, such as the critics of a policy's loss, whose variables its
 * optimizer does not have
 */
export function continuousLossDifferences(
  { file, networks }: Pick<ContinuousGolden, "file" | "networks">,
  golden: GoldenLoss,
  evaluate: () => Scalar,
  through: readonly string[] = [],
): string[] {
  const held = Object.entries(networks).filter(([name]) => !through.includes(name));
  return lossDifferences(fileOfNetworks(file), golden, Object.fromEntries(held), evaluate);
}

/** Everything in which tensors differ from the intermediates of a case; all of them must be there. */
export function continuousMismatches(
  { file }: Pick<ContinuousGolden, "file">,
  { intermediates }: GoldenCase,
  got: Readonly<Record<string, Tensor>>,
): string[] {
  return Object.entries(got).flatMap(([name, tensor]) => {
    const expected = intermediates[name];
    if (expected === undefined) return [`${name} is not in the file`];
    return lossMismatches(fileOfNetworks(file), name, entriesOf(tensor), expected);
  });
}

/** Everything in which a loss's gradient in an output, such as Q(s, a), differs from the file. */
export function continuousOutputDifferences(
  { file }: Pick<ContinuousGolden, "file">,
  golden: GoldenLoss,
  name: string,
  value: Tensor,
  lossOf: (output: Variable) => Scalar,
): string[] {
  const output = variable(value);
  const { grads } = variableGrads(() => lossOf(output), [output]);
  const expected = golden.gradients.outputs[name]!;
  return lossMismatches(
    fileOfNetworks(file),
    `the gradient in ${name}`,
    entriesOf(grads[output.name]!),
    expected,
  );
}

/** Everything in which a loss of a trained scalar or vector differs from the file, in value and gradient. */
export function parameterDifferences(
  { file }: Pick<ContinuousGolden, "file">,
  golden: GoldenLoss,
  name: string,
  lossOf: (parameter: Variable) => Scalar,
): string[] {
  const initial = file.parameters[name]!;
  const parameter = variable(typeof initial === "number" ? scalar(initial) : tensor1d([...initial]));
  const { value, grads } = variableGrads(() => lossOf(parameter), [parameter]);
  const expected = golden.gradients.parameters[name]!;
  return [
    ...lossMismatches(fileOfNetworks(file), "the loss", entriesOf(value), golden.value),
    ...lossMismatches(
      fileOfNetworks(file),
      `the gradient in ${name}`,
      entriesOf(grads[parameter.name]!),
      expected,
    ),
  ];
}
