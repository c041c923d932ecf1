import { cast, max } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { probabilityRatios, relativeSupportOf, supportOf, valuesWithin } from "../../src/losses/support.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

const logits = matrixOf([[0, Math.log(0.5), Math.log(0.25)]].map((row) => row.map((z) => z + 40)));
const relative = (threshold: number) => entriesOf(cast(relativeSupportOf(logits, threshold), "float32"));

test("by hand: probabilities 4 : 2 : 1 have the ratios 1, ½, ¼ to the likeliest, within 1e-5 at logits around 40", () => {
  const ratios = entriesOf(probabilityRatios(logits));
  [1, 0.5, 0.25].forEach((ratio, i) => {
    expect(Math.abs(ratios[i]! - ratio)).toBeLessThan(1e-5);
  });
});

test("relative to the mode: actions of a larger ratio than the threshold are supported, and always the mode", () => {
  expect(relative(0)).toEqual([1, 1, 1]);
  expect(relative(0.3)).toEqual([1, 1, 0]);
  expect(relative(0.6)).toEqual([1, 0, 0]);
  expect(relative(1)).toEqual([1, 0, 0]);
});

test("logits that are all the same support all actions at any threshold: all are modes", () => {
  expect(entriesOf(cast(relativeSupportOf(matrixOf([[2, 2]]), 1), "float32"))).toEqual([1, 1]);
});

test("by hand, probabilities 4/7, 2/7, 1/7: those of at least ε are supported, and always the mode", () => {
  const supported = (threshold: number) => entriesOf(cast(supportOf(logits, threshold), "float32"));
  expect(supported(0)).toEqual([1, 1, 1]);
  expect(supported(0.14)).toEqual([1, 1, 1]);
  expect(supported(0.15)).toEqual([1, 1, 0]);
  expect(supported(0.3)).toEqual([1, 0, 0]);
  expect(supported(0.9)).toEqual([1, 0, 0]);
});

test("ε itself is enough: two actions of ½ each at ε = ½", () => {
  expect(entriesOf(cast(supportOf(matrixOf([[0, 0]]), 0.5), "float32"))).toEqual([1, 1]);
});

test("a maximum passes values without support over, however large, and a NaN only where it has support", () => {
  const [support, values] = [supportOf(logits, 0.15), matrixOf([[1, 2, 9]])];
  expect(entriesOf(valuesWithin(support, values))).toEqual([1, 2, -Infinity]);
  expect(entriesOf(valuesWithin(support, matrixOf([[1, Number.NaN, Number.NaN]])))).toEqual([
    1,
    Number.NaN,
    -Infinity,
  ]);
});

test("values have the gradient of 1 where there is support, 0 elsewhere", () => {
  const values = matrixOf([[1, 2, 9]]);
  const support = supportOf(logits, 0.15);
  expect(gradientsOf([values], () => max(valuesWithin(support, values), 1))).toEqual([[0, 1, 0]]);
});
