import { memory, zeros } from "@tensorflow/tfjs-core";
import { expect, test, vi } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { copyOf, type Mlp, mlp } from "../../src/networks/mlp.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { init } from "../../src/tensor/init.ts";
import { rows } from "../kernels/reference/rows.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { matrix } from "../tensor/draw.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";

await init();

function network(sizes: readonly number[], seed = 0): Mlp {
  return mlp("the critic", sizes, randomStream(seed, "the critic"));
}

function weightsOf({ variables }: Mlp): number[][] {
  return variables.map(entriesOf);
}

/** The outputs in float64 from the entries of kernel and bias of every layer in turn. */
function reference(inputs: readonly number[][], sizes: readonly number[], weights: number[][]): number[] {
  const last = sizes.length - 2;
  return inputs.flatMap((input) => {
    let hidden = input;
    for (let layer = 0; layer <= last; layer++) {
      const kernel = rows(weights[2 * layer]!, sizes[layer + 1]!);
      hidden = weights[2 * layer + 1]!.map(
        (bias, j) => bias + total(hidden.map((entry, i) => entry * kernel[i]![j]!)),
      );
      if (layer < last) hidden = hidden.map((entry) => Math.max(entry, 0));
    }
    return hidden;
  });
}

test.for([{ sizes: [2, 3] }, { sizes: [3, 5, 5, 4] }, { sizes: [1, 1, 1] }, { sizes: [4, 17, 2] }])(
  "sizes $sizes: outputs within 2e-6, gradients within 1e-4 of float64, relu between the layers only",
  ({ sizes }) => {
    const tested = network(sizes);
    const x = matrix(randomStream(0, "inputs"), [6, sizes[0]!]);
    const inputs = rows(entriesOf(x), sizes[0]!);
    const twin = (...weights: number[][]) => reference(inputs, sizes, weights);
    expect(differences(tested.variables, () => tested.apply(x), twin)).toEqual([]);
  },
);

test("the output may be negative: there is no relu after the last layer", () => {
  const tested = network([1, 1]);
  tested.variables[0]!.assign(matrixOf([[1]]));
  tested.variables[1]!.assign(zeros([1]));
  expect(entriesOf(tested.apply(matrixOf([[-2]])))).toEqual([-2]);
});

test("kernel and bias of every layer in turn, under names that say which", () => {
  const { variables } = network([3, 8, 2]);
  expect(variables.map(({ shape }) => shape)).toEqual([[3, 8], [8], [8, 2], [2]]);
  expect(variables.map(({ name }) => name.replace(/ \(variable \d+\)$/, ""))).toEqual([
    "kernel of the critic layer 0",
    "bias of the critic layer 0",
    "kernel of the critic layer 1",
    "bias of the critic layer 1",
  ]);
});

test("kernel and bias are uniform in ±1/√inputs: within it, mean 0 and variance a third within 5 standard errors", () => {
  const [, , kernel, bias] = network([1, 64, 500]).variables;
  const bound = 1 / Math.sqrt(64);
  for (const entries of [entriesOf(kernel!), entriesOf(bias!)].map((all) => all.map((x) => x / bound))) {
    const squares = entries.map((x) => x * x);
    expect(Math.max(...squares)).toBeLessThanOrEqual(1);
    expect(Math.max(...squares)).toBeGreaterThan(0.98);
    expect(Math.abs(total(entries) / entries.length)).toBeLessThan(5 * Math.sqrt(1 / 3 / entries.length));
    // the variance of x² is 1/5 − 1/9 = 4/45
    const spread = Math.sqrt(4 / 45 / entries.length);
    expect(Math.abs(total(squares) / entries.length - 1 / 3)).toBeLessThan(5 * spread);
  }
});

test("the same stream gives the same weights, another seed others", () => {
  expect(weightsOf(network([3, 4, 2]))).toEqual(weightsOf(network([3, 4, 2])));
  expect(weightsOf(network([3, 4, 2], 1))).not.toEqual(weightsOf(network([3, 4, 2])));
});

test("a copy has the same bits, in variables of its own and under its own name", () => {
  const original = network([3, 4, 2]);
  const copy = copyOf("the target", original);
  const x = matrix(randomStream(0, "inputs"), [6, 3]);
  expect(weightsOf(copy)).toEqual(weightsOf(original));
  expect(entriesOf(copy.apply(x))).toEqual(entriesOf(original.apply(x)));
  expect(copy.variables[3]!.name).toMatch(/^bias of the target layer 1 /);
  const before = weightsOf(copy);
  for (const variable of original.variables) variable.assign(zeros(variable.shape));
  expect(weightsOf(copy)).toEqual(before);
  original.dispose();
  expect(weightsOf(copy)).toEqual(before);
});

test("making and copying leave only the variables, and dispose leaves nothing", () => {
  const before = memory();
  const original = network([3, 4, 2]);
  const copy = copyOf("the target", original);
  expect(memory().numTensors - before.numTensors).toBe(8);
  for (const each of [original, copy]) each.dispose();
  expect(memory()).toEqual(before);
});

test.for([
  { sizes: [], message: "the critic needs at least 2 sizes, input and output; got []" },
  { sizes: [3], message: "the critic needs at least 2 sizes, input and output; got [3]" },
  { sizes: [3, 0, 2], message: "every size of the critic must be an integer of at least 1; got 0" },
  { sizes: [3, 2.5], message: "every size of the critic must be an integer of at least 1; got 2.5" },
  { sizes: [Number.NaN, 2], message: "every size of the critic must be an integer of at least 1; got NaN" },
])("refused: $message", ({ sizes, message }) => {
  const before = memory();
  expect(() => network(sizes)).toThrow(new RangeError(message));
  expect(memory()).toEqual(before);
});

test("a layer that the heap has no room for is an error that says so, and no tensor of the others stays", () => {
  const before = memory();
  expect(() => network([3, 4, 2 ** 29])).toThrow(
    new RangeError(
      "the WebAssembly heap has no room for [4,536870912]; it holds 4 GiB at most, 2 GiB in one piece",
    ),
  );
  expect(memory()).toEqual(before);
});

test.for([0, 1, 2, 3])("when allocation %d of a network or a copy fails, no tensor stays", (allocation) => {
  const original = network([3, 4, 2]);
  for (const make of [() => network([3, 4, 2]), () => copyOf("the target", original)]) {
    const before = memory();
    const backend = acceleratedBackend();
    const { move } = backend;
    let moves = 0;
    const failing = vi.spyOn(backend, "move").mockImplementation((...args) => {
      if (moves++ === allocation) throw new RangeError("no room");
      move.apply(backend, args);
    });
    expect(make).toThrow(new RangeError("no room"));
    failing.mockRestore();
    expect(memory()).toEqual(before);
  }
});
