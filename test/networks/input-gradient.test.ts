import { addN, concat, square, sum, tensor } from "@tensorflow/tfjs-core";
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

/** A layer of one member: its parameters, flat. The gain and the shift are those of a normalization, if there is one. */
interface Layer {
  readonly kernel: number[];
  readonly bias: number[];
  readonly gain?: number[];
  readonly shift?: number[];
}

/** A network's output, and its derivative along a direction of its input, forwards in float64. */
function alongLine(
  layers: readonly Layer[],
  at: number[],
  along: number[],
): [value: number, derivative: number] {
  let [value, tangent] = [at, along];
  for (const [i, { kernel, bias, gain, shift }] of layers.entries()) {
    const weights = rows(kernel, bias.length);
    const product = (x: number[], j: number) => total(x.map((entry, k) => entry * weights[k]![j]!));
    const sums = bias.map((entry, j) => entry + product(value, j));
    const isOpen = (j: number) => i === layers.length - 1 || sums[j]! > 0;
    tangent = sums.map((_, j) => (isOpen(j) ? product(tangent, j) : 0));
    value = sums.map((entry, j) => (isOpen(j) ? entry : 0));
    if (gain && shift) [value, tangent] = normalized(value, tangent, { gain, shift });
  }
  return [value[0]!, tangent[0]!];
}

/** gain · (x − μ) / √(σ² + ε) + shift, and its derivative along a tangent. */
function normalized(
  value: number[],
  tangent: number[],
  { gain, shift }: { gain: number[]; shift: number[] },
): [number[], number[]] {
  const average = (x: number[]) => total(x) / x.length;
  const centred = (x: number[]) => x.map((entry) => entry - average(x));
  const [apart, drift] = [centred(value), centred(tangent)];
  const deviation = Math.sqrt(average(apart.map((x) => x ** 2)) + 1e-5);
  const growth = average(apart.map((x, i) => x * drift[i]!)) / deviation;
  return [
    apart.map((x, i) => (gain[i]! * x) / deviation + shift[i]!),
    apart.map((x, i) => gain[i]! * (drift[i]! / deviation - (x * growth) / deviation ** 2)),
  ];
}

/** [∇_x f_i(x), f_i(x)] of all members, flat, as a function of the entries of its variables. */
function reference({ members, layers }: Ensemble, x: number[][]) {
  const isNormalized = layers[0]!.gain !== undefined;
  return (...variables: number[][]): number[] =>
    Array.from({ length: members }, (_, member) => {
      const own = variables.map((entries) => rows(entries, entries.length / members)[member]!);
      const parts = layers.map((_, i): Layer => {
        const [kernel, bias, gain, shift] = own.slice((isNormalized ? 4 : 2) * i);
        const isLast = i === layers.length - 1;
        return {
          kernel: kernel!,
          bias: bias!,
          ...(isNormalized && !isLast && { gain: gain!, shift: shift! }),
        };
      });
      return x.map((row) => {
        const lines = row.map((_, k) =>
          alongLine(
            parts,
            row,
            row.map((_, i) => (i === k ? 1 : 0)),
          ),
        );
        return [...lines.map(([, slope]) => slope), lines[0]![0]];
      });
    }).flat(2);
}

const shapes = [
  { members: 1, sizes: [3, 5, 5, 1] },
  { members: 3, sizes: [4, 7, 5, 1] },
  { members: 2, sizes: [2, 6, 1] },
  { members: 3, sizes: [5, 1] },
];

test.for(shapes.flatMap((shape) => [false, true].map((layerNorm) => ({ ...shape, layerNorm }))))(
  "$members of $sizes, normalized $layerNorm: gradients and values, and their gradients in the variables, are those of float64",
  ({ members, sizes, layerNorm }) => {
    const tested = network(members, sizes, { layerNorm });
    const random = randomStream(7, "gains and shifts");
    for (const { gain, shift } of tested.layers) {
      for (const parameter of [gain, shift]) parameter?.assign(cube(random, parameter.shape));
    }
    const x = matrix(randomStream(0, "inputs"), [6, sizes[0]!]);
    const twin = reference(tested, rows(entriesOf(x), sizes[0]!));
    const evaluate = () => {
      const { values, gradients } = withInputGradient(tested, x);
      return concat([gradients, values], 2);
    };
    expect(differences(tested.variables, evaluate, twin)).toEqual([]);
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

test("with layer normalization the gradients are those of the tape up to rounding, the values those of the network to the bit", () => {
  const tested = network(3, [7, 33, 20, 1], { layerNorm: true });
  const x = cube(randomStream(1, "inputs"), [3, 19, 7]);
  const [onTape] = gradientsOf([x], () => tested.apply(x));
  const { values, gradients } = withInputGradient(tested, x);
  expect(deviations("the gradient", entriesOf(gradients), onTape!, 1e-6)).toEqual([]);
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

test.for([false, true])(
  "a replay on other inputs equals an eager call to the bit, the masks too; normalized %s",
  (layerNorm) => {
    const tested = network(2, [3, 8, 1], { layerNorm });
    const x = matrix(randomStream(4, "inputs"), [5, 3]);
    expect(
      replayProblem(x, entriesOf(matrix(randomStream(5, "inputs"), [5, 3])), () => inputGradient(tested, x)),
    ).toBe(undefined);
  },
);

test.for([
  { sizes: [2, 4, 1], options: { dropout: 0.1 }, got: "a dropout of 0.1" },
  { sizes: [2, 4, 3], options: {}, got: "3 outputs" },
])("refused: $got", ({ sizes, options, got }) => {
  expect(() => inputGradient(network(1, sizes, options), matrixOf([[1, 2]]))).toThrow(
    new RangeError(`an input gradient needs layers without dropout and one output; got ${got}`),
  );
});
