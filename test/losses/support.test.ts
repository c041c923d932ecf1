import { cast } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { probabilityRatios, relativeSupportOf } from "../../src/losses/support.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";

await init();

const logits = matrixOf([[0, Math.log(0.5), Math.log(0.25)]].map((row) => row.map((z) => z + 40)));
const support = (threshold: number) => entriesOf(cast(relativeSupportOf(logits, threshold), "float32"));

test("by hand: probabilities 4 : 2 : 1 have the ratios 1, ½, ¼ to the likeliest, within 1e-5 at logits around 40", () => {
  const ratios = entriesOf(probabilityRatios(logits));
  [1, 0.5, 0.25].forEach((ratio, i) => {
    expect(Math.abs(ratios[i]! - ratio)).toBeLessThan(1e-5);
  });
});

test("actions of a larger ratio than the threshold are supported, and always the mode", () => {
  expect(support(0)).toEqual([1, 1, 1]);
  expect(support(0.3)).toEqual([1, 1, 0]);
  expect(support(0.6)).toEqual([1, 0, 0]);
  expect(support(1)).toEqual([1, 0, 0]);
});

test("logits that are all the same support all actions at any threshold: all are modes", () => {
  expect(entriesOf(cast(relativeSupportOf(matrixOf([[2, 2]]), 1), "float32"))).toEqual([1, 1]);
});
