import { add, fill, ones, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { copyOf, type LayerOptions, type Mlp, mlp } from "../../src/networks/mlp.ts";
import { init } from "../../src/tensor/init.ts";
import { tensorRandomStream } from "../../src/tensor/random.ts";
import { rows } from "../kernels/reference/rows.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { array, matrix } from "../tensor/draw.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";

await init();

function network(sizes: readonly number[], options: LayerOptions): Mlp {
  return mlp("the critic", sizes, randomStream(0, "the critic"), options);
}

/** (x − mean) / √(variance + 1e-5) */
function standardized(x: readonly number[]): number[] {
  const mean = total(x) / x.length;
  const variance = total(x.map((entry) => (entry - mean) ** 2)) / x.length;
  return x.map((entry) => (entry - mean) / Math.sqrt(variance + 1e-5));
}

function affine(x: readonly number[], kernel: number[], bias: number[]): number[] {
  const columns = rows(kernel, bias.length);
  return bias.map((entry, j) => entry + total(x.map((each, i) => each * columns[i]![j]!)));
}

test("layer norm follows the relu of hidden layers, with gain and shift: values and gradients are those of float64", () => {
  const tested = network([3, 7, 5, 2], { layerNorm: true });
  const shapes = tested.variables.map(({ shape }) => shape.join("×"));
  expect(shapes).toEqual(["3×7", "7", "7", "7", "7×5", "5", "5", "5", "5×2", "2"]);
  for (const [i, each] of tested.variables.entries()) {
    each.assign(add(each, array(randomStream(i, "a little training"), each.shape, 0.2)));
  }
  const x = matrix(randomStream(0, "inputs"), [6, 3]);
  const inputs = rows(entriesOf(x), 3);
  const reference = (...weights: number[][]) => {
    const layer = (input: readonly number[], [kernel, bias, gain, shift]: number[][]) =>
      standardized(affine(input, kernel!, bias!).map((entry) => Math.max(entry, 0))).map(
        (entry, i) => entry * gain![i]! + shift![i]!,
      );
    return inputs.flatMap((input) => {
      const hidden = layer(layer(input, weights.slice(0, 4)), weights.slice(4, 8));
      return affine(hidden, weights[8]!, weights[9]!);
    });
  };
  const allowed = { value: 5e-6, gradient: 5e-4 };
  expect(differences(tested.variables, () => tested.apply(x), reference, allowed)).toEqual([]);
});

test("dropout takes its share of the hidden entries, and nothing without a stream", () => {
  const [width, rate] = [4096, 0.25];
  const tested = network([1, width, 1], { dropout: rate });
  const [kernel, bias, lastKernel, lastBias] = tested.variables;
  // hidden entries of 1, of which the output is the mean
  kernel!.assign(ones([1, width]));
  bias!.assign(zeros([width]));
  lastKernel!.assign(fill([width, 1], 1 / width));
  lastBias!.assign(zeros([1]));
  const x = matrixOf([[1]]);
  const stream = tensorRandomStream(0, "dropout");
  const [first, second] = [tested.apply(x, stream), tested.apply(x, stream)].map((y) => entriesOf(y)[0]!);
  expect(first).not.toBe(second);
  const kept = (1 - rate) * first!;
  expect(Math.abs(kept - (1 - rate))).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / width));
  expect(entriesOf(tested.apply(x))).toEqual([1]);
});

test("neither inputs nor outputs are dropped", () => {
  const tested = network([3, 2], { dropout: 0.9 });
  const x = matrix(randomStream(0, "inputs"), [6, 3]);
  const stream = tensorRandomStream(0, "dropout");
  expect(entriesOf(tested.apply(x, stream))).toEqual(entriesOf(tested.apply(x)));
});

test("a copy has the options too", () => {
  const tested = network([3, 8, 2], { layerNorm: true, dropout: 0.5 });
  const copy = copyOf("the target", tested);
  const x = matrix(randomStream(0, "inputs"), [6, 3]);
  const outputs = [tested, copy].map((each) => entriesOf(each.apply(x, tensorRandomStream(0, "dropout"))));
  expect(outputs[1]).toEqual(outputs[0]);
});

test.for([1, -0.1, Number.NaN])("a dropout of %d is refused", (dropout) => {
  expect(() => network([3, 8, 2], { dropout })).toThrow(
    new RangeError(`the dropout of the critic must lie in [0, 1); got ${dropout}`),
  );
});
