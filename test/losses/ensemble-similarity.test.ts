import { type Rank, tensor3d, variable } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { ensembleSimilarity } from "../../src/losses/ensemble-similarity.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { cube } from "../tensor/draw.ts";
import { entriesOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

/** Of gradients [critics, rows, size], pair by pair as the paper has it. */
function reference([critics, rows, size]: [number, number, number], entries: number[]): number {
  const direction = (critic: number, row: number) => {
    const start = (critic * rows + row) * size;
    const gradient = entries.slice(start, start + size);
    return gradient.map((x) => x / Math.hypot(...gradient));
  };
  const all = Array.from({ length: critics }, (_, i) => i);
  const pairs = all.flatMap((i) => all.filter((j) => j !== i).map((j) => [i, j] as const));
  const products = Array.from({ length: rows }, (_, row) =>
    pairs.map(([i, j]) => {
      const [a, b] = [direction(i, row), direction(j, row)];
      return total(a.map((x, k) => x * b[k]!));
    }),
  ).flat();
  return total(products) / ((critics - 1) * rows);
}

test.for([{ shape: [2, 5, 3] }, { shape: [4, 3, 2] }, { shape: [3, 4, 5] }] as {
  shape: [number, number, number];
}[])("$shape: value and gradients are those of float64", ({ shape }) => {
  const gradients = cube(randomStream(0, "gradients"), shape);
  const twin = (entries: number[]) => [reference(shape, entries)];
  expect(differences([gradients], () => ensembleSimilarity(gradients), twin)).toEqual([]);
});

test("hand-worked: critics that agree have N, of two that disagree −2, at right angles 0", () => {
  const [a, b, c, d] = [
    [0, 2],
    [0, -3],
    [4, 0],
    [0, 0.1],
  ];
  const of = (...gradients: number[][]) =>
    entriesOf(ensembleSimilarity(tensor3d(gradients.map((each) => [each]))));
  expect(of(a!, d!)[0]).toBeCloseTo(2, 6);
  expect(of(a!, a!, a!)[0]).toBeCloseTo(3, 6);
  expect(of(a!, b!)[0]).toBeCloseTo(-2, 6);
  expect(of(a!, c!)[0]).toBeCloseTo(0, 6);
});

test("a critic that is flat at an action has no direction there: it counts as 0, with finite gradients", () => {
  const gradients = variable<Rank.R3>(tensor3d([[[0, 0]], [[3, 4]]]));
  expect(entriesOf(ensembleSimilarity(gradients))).toEqual([0]);
  const [got] = gradientsOf([gradients], () => ensembleSimilarity(gradients));
  expect(got!.every(Number.isFinite)).toBe(true);
});
