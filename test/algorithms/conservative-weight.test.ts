import { memory, type Scalar, scalar, tidy, variable, variableGrads } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import {
  type ConservativeWeight,
  fixedConservativeWeight,
  learnedConservativeWeight,
} from "../../src/algorithms/conservative-weight.ts";
import type { LagrangeConfig } from "../../src/algorithms/constraint-weight.ts";
import { NonFiniteError } from "../../src/tensor/finite.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf } from "../tensor/entries.ts";
import { contentsOf } from "./contents.ts";

await init();

const usual: LagrangeConfig = { threshold: 1, learningRate: 0.1, maximum: 100 };

/** α after each of some steps that met these penalties. */
function pathOf(weight: ConservativeWeight, penalties: readonly number[]): number[] {
  return penalties.map((penalty) =>
    tidy(() => {
      weight.adapt(scalar(penalty));
      return entriesOf(weight.weigh(scalar(2)))[0]!;
    }),
  );
}

/** log α by Adam in float64, which gets the gradients −α (penalty − τ). */
function adamPath({ threshold, learningRate }: LagrangeConfig, penalties: readonly number[]): number[] {
  let [logWeight, first, second] = [0, 0, 0];
  return penalties.map((penalty, i) => {
    const gradient = -Math.exp(logWeight) * (penalty - threshold);
    first = 0.9 * first + 0.1 * gradient;
    second = 0.999 * second + 0.001 * gradient ** 2;
    const [mean, square] = [first / (1 - 0.9 ** (i + 1)), second / (1 - 0.999 ** (i + 1))];
    logWeight -= (learningRate * mean) / (Math.sqrt(square) + 1e-8);
    return logWeight;
  });
}

test("a fixed weight multiplies, has nothing to train and reports nothing", () => {
  const weight = fixedConservativeWeight(2.5);
  expect(entriesOf(weight.weigh(scalar(4)))).toEqual([10]);
  expect(weight.adapt(scalar(4))).toEqual({});
  expect(weight.variables).toEqual([]);
});

test("a multiplier starts at 1: it adds penalty − τ", () => {
  expect(entriesOf(learnedConservativeWeight(usual).weigh(scalar(4)))).toEqual([3]);
});

test("it follows Adam on −α (penalty − τ), within 1e-5 over 30 steps that exceed and meet the threshold", () => {
  const penalties = Array.from({ length: 30 }, (_, i) => (i < 15 ? 1.5 + 0.1 * i : 0.2));
  // weighed is a penalty of 2, that is α (2 − 1)
  const path = pathOf(learnedConservativeWeight(usual), penalties).map(Math.log);
  adamPath(usual, penalties).forEach((expected, i) => {
    expect(Math.abs(path[i]! - expected)).toBeLessThan(1e-5);
  });
  expect(path[14]!).toBeGreaterThan(1);
  expect(path[29]!).toBeLessThan(path[14]!);
});

test("it reports α as it was before the step", () => {
  const weight = learnedConservativeWeight(usual);
  expect(Object.keys(weight.adapt(scalar(2)))).toEqual(["conservativeWeight", "conservativeWeightAtMaximum"]);
  const [after] = entriesOf(weight.weigh(scalar(2)));
  expect(entriesOf(weight.adapt(scalar(2)).conservativeWeight!)).toEqual([after]);
  expect(after).toBeGreaterThan(1);
});

test("it stays at its maximum while the penalty exceeds τ, and comes down from it when it no longer does", () => {
  const weight = learnedConservativeWeight({ ...usual, learningRate: 0.5, maximum: 3 });
  const up = pathOf(weight, Array<number>(20).fill(2));
  expect(up.slice(-10)).toEqual(Array(10).fill(3));
  const down = pathOf(weight, Array<number>(20).fill(0));
  expect(down.at(-1)).toBeLessThan(1);
});

test("a maximum below 1 is met from the first step on", () => {
  const weight = learnedConservativeWeight({ ...usual, maximum: 0.25 });
  expect(pathOf(weight, [2, 2, 2])).toEqual([0.25, 0.25, 0.25]);
});

test("by steps of 0.1 it fades to 1e-4 and no further, and is back above 1 when the penalty exceeds τ again", () => {
  const weight = learnedConservativeWeight(usual);
  const down = pathOf(weight, Array<number>(4000).fill(0));
  expect(down.slice(-10)).toEqual(Array(10).fill(Math.fround(1e-4)));
  const up = pathOf(weight, Array<number>(1000).fill(2));
  expect(up.at(-1)).toBeGreaterThan(1);
});

test("α is a constant in what it weighs: the gradient in a penalty p is α alone", () => {
  const weight = learnedConservativeWeight(usual);
  weight.adapt(scalar(2));
  const penalty = variable(scalar(4));
  const [logWeight] = weight.variables;
  const { grads } = variableGrads(() => weight.weigh(penalty), [penalty, logWeight!]);
  expect(Object.keys(grads)).toEqual([penalty.name]);
  expect(entriesOf(grads[penalty.name]!)).toEqual(entriesOf(weight.weigh(scalar(2))));
});

test("a penalty that is not finite is refused by name and step, and moves nothing", () => {
  const weight = learnedConservativeWeight(usual);
  weight.adapt(scalar(2));
  const before = contentsOf(weight.variables);
  const adapt = () => weight.adapt(scalar(Number.NaN));
  expect(adapt).toThrow(NonFiniteError);
  expect(adapt).toThrow("the loss of the conservative weight must be finite; got NaN in training step 2");
  expect(contentsOf(weight.variables)).toEqual(before);
});

test.for([
  { name: "fixed", make: () => fixedConservativeWeight(1) },
  { name: "multiplier", make: () => learnedConservativeWeight(usual) },
])("$name: steps leave no tensor, and dispose leaves nothing", ({ make }) => {
  const before = memory();
  const weight = make();
  const made = memory();
  const step = (penalty: Scalar) => void weight.adapt(penalty);
  for (let i = 0; i < 3; i++) tidy(() => step(scalar(2)));
  expect(memory()).toEqual(made);
  weight.dispose();
  expect(memory()).toEqual(before);
});
