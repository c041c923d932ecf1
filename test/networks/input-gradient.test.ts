import { addN, square, sum, tensor } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { type Ensemble, ensemble } from "../../src/networks/ensemble.ts";
import { inputGradient, withInputGradient } from "../../src/networks/input-gradient.ts";
import type { LayerOptions } from "../../src/networks/mlp.ts";
import { init } from "../../src/tensor/init.ts";
import { rows } from "../kernels/reference/rows.ts";
import { total } from "../kernels/reference/total.ts";
import { deviations } from "../tensor/deviations.ts";
import { differences } from "../tensor/differences.ts";
import { cube, matrix } from "../tensor/draw.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";
import { replayProblem } from "../tensor/replay.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

function network(members: number, sizes: readonly number[], options: LayerOptions = {}): Ensemble {
  return ensemble("the critics", members, sizes, randomStream(3, "the critics"), options);
}

/** The derivative of a network's output along a direction of its input, forwards in float64. */
function derivative(
  kernels: readonly number[][][],
  biases: readonly number[][],
  at: number[],
  along: number[],
): number {
  let [value, tangent] = [at, along];
  for (const [layer, kernel] of kernels.entries()) {
    const product = (x: number[], j: number) => total(x.map((entry, i) => entry * kernel[i]![j]!));
    const sums = biases[layer]!.map((bias, j) => bias + product(value, j));
    const isOpen = (j: number) => layer === kernels.length - 1 || sums[j]! > 0;
    tangent = sums.map((_, j) => (isOpen(j) ? product(tangent, j) : 0));
    value = sums.map((entry) => Math.max(entry, 0));
  }
  return tangent[0]!;
}

/** ∇_x f_i(x) of all members, flat, as a function of the entries of their kernels. */
function reference({ sizes, members, layers }: Ensemble, x: number[][]) {
  const parts = (entries: number[], member: number) => rows(entries, entries.length / members)[member]!;
  const biases = layers.map(({ bias }) => entriesOf(bias));
  return (...kernels: number[][]): number[] =>
    Array.from({ length: members }, (_, member) =>
      x.map((row) =>
        row.map((_, k) =>
          derivative(
            kernels.map((entries, layer) => rows(parts(entries, member), sizes[layer + 1]!)),
            biases.map((entries) => parts(entries, member)),
            row,
            row.map((_, i) => (i === k ? 1 : 0)),
          ),
        ),
      ),
    ).flat(2);
}

test.for([
  { members: 1, sizes: [3, 5, 5, 1] },
  { members: 3, sizes: [4, 7, 5, 1] },
  { members: 2, sizes: [2, 6, 1] },
  { members: 3, sizes: [5, 1] },
])(
  "$members of $sizes: the gradients, and theirs in the kernels, are those of float64",
  ({ members, sizes }) => {
    const tested = network(members, sizes);
    const x = matrix(randomStream(0, "inputs"), [6, sizes[0]!]);
    const kernels = tested.layers.map(({ kernel }) => kernel);
    const twin = reference(tested, rows(entriesOf(x), sizes[0]!));
    expect(differences(kernels, () => inputGradient(tested, x), twin)).toEqual([]);
  },
);

test("the gradients are those of the tape and the values those of the network, to the bit", () => {
  const tested = network(3, [7, 33, 20, 1]);
  const x = cube(randomStream(1, "inputs"), [3, 19, 7]);
  const [onTape] = gradientsOf([x], () => tested.apply(x));
  const { values, gradients } = withInputGradient(tested, x);
  expect(entriesOf(gradients)).toEqual(onTape);
  expect(entriesOf(values)).toEqual(entriesOf(tested.apply(x)));
});

test("hand-worked: f(x) = 2 relu(3 x₁ − x₂) − relu(x₂) + 4, on the four sides of its two kinks", () => {
  const tested = network(1, [2, 2, 1]);
  const weights = [[3, 0, -1, 1], [0, 0], [2, -1], [4]];
  for (const [i, parameter] of tested.variables.entries()) {
    parameter.assign(tensor(weights[i]!, parameter.shape));
  }
  const x = matrixOf([
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -4],
  ]);
  const { values, gradients } = withInputGradient(tested, x);
  expect(entriesOf(values)).toEqual([7, 12, 3, 6]);
  expect(rows(entriesOf(gradients), 2)).toEqual([
    [6, -3],
    [6, -2],
    [0, -1],
    [6, -2],
  ]);
});

test("a loss of values and gradients has the sum of the gradients of its two parts", () => {
  const tested = network(2, [4, 8, 8, 1]);
  const x = matrix(randomStream(2, "inputs"), [5, 4]);
  const kernels = tested.layers.map(({ kernel }) => kernel);
  const [together, ofValues, ofGradients] = [
    () => withInputGradient(tested, x),
    () => ({ values: tested.apply(x), gradients: undefined }),
    () => ({ values: undefined, gradients: inputGradient(tested, x) }),
  ].map((evaluate) =>
    gradientsOf(kernels, () => {
      const { values, gradients } = evaluate();
      return addN([values, gradients].flatMap((part) => (part === undefined ? [] : [sum(square(part))])));
    }),
  );
  const added = ofValues!.map((entries, i) => entries.map((entry, j) => entry + ofGradients![i]![j]!));
  for (const [i, entries] of added.entries()) {
    expect(deviations(`the gradient in kernel ${i}`, together![i]!, entries, 1e-6)).toEqual([]);
  }
});

test("a replay on other inputs equals an eager call to the bit, the masks too", () => {
  const tested = network(2, [3, 8, 1]);
  const x = matrix(randomStream(4, "inputs"), [5, 3]);
  expect(
    replayProblem(x, entriesOf(matrix(randomStream(5, "inputs"), [5, 3])), () => inputGradient(tested, x)),
  ).toBe(undefined);
});

test.for([
  { sizes: [2, 4, 1], options: { layerNorm: true }, got: "layer normalization" },
  { sizes: [2, 4, 1], options: { dropout: 0.1 }, got: "a dropout of 0.1" },
  { sizes: [2, 4, 3], options: {}, got: "3 outputs" },
])("refused: $got", ({ sizes, options, got }) => {
  expect(() => inputGradient(network(1, sizes, options), matrixOf([[1, 2]]))).toThrow(
    new RangeError(`an input gradient needs layers of relu alone and one output; got ${got}`),
  );
});
