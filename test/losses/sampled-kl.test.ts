import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { sampledKl } from "../../src/losses/sampled-kl.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { matrix } from "../tensor/draw.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";

await init();

test("by hand: log π (1, 2), (3, 4) and log π_β (0, 2), (1, 6) of two rows in two samples give ½(1 + 2) and ½(0 − 2)", () => {
  const logProb = matrixOf([
    [1, 2],
    [3, 4],
  ]);
  const behaviorLogProb = matrixOf([
    [0, 2],
    [1, 6],
  ]);
  expect(entriesOf(sampledKl(logProb, behaviorLogProb))).toEqual([1.5, -1]);
});

test("values within 2e-6, gradients in both densities within 1e-4 of the float64 twin's", () => {
  const [samples, rows] = [4, 5];
  const densities = ["policy", "behavior"].map((name) => matrix(randomStream(0, name), [samples, rows]));
  const twin = (own: number[], other: number[]) =>
    Array.from({ length: rows }, (_, row) => {
      const ofSample = (j: number) => own[j * rows + row]! - other[j * rows + row]!;
      return total(Array.from({ length: samples }, (_, j) => ofSample(j))) / samples;
    });
  expect(differences(densities, () => sampledKl(densities[0]!, densities[1]!), twin)).toEqual([]);
});
