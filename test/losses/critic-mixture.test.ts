import { tensor3d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { criticMixture } from "../../src/losses/critic-mixture.ts";
import { init } from "../../src/tensor/init.ts";
import { differences } from "../tensor/differences.ts";
import { cube } from "../tensor/draw.ts";
import { entriesOf } from "../tensor/entries.ts";

await init();

test("by hand: ¾ of the least of (0, 4), (8, 2), (4, 4) and ¼ of the largest, as of one critic", () => {
  const values = tensor3d([0, 8, 4, 4, 2, 4], [2, 1, 3]);
  const mixed = criticMixture(values, 0.75);
  expect(mixed.shape).toEqual([1, 1, 3]);
  expect(entriesOf(mixed)).toEqual([1, 3.5, 4]);
  expect(entriesOf(criticMixture(values, 1))).toEqual([0, 2, 4]);
  expect(entriesOf(criticMixture(values, 0))).toEqual([4, 8, 4]);
});

test("values within 2e-6, gradients within 1e-4 of the float64 twin's", () => {
  const [critics, entries] = [3, 8];
  const values = cube(randomStream(0, "values"), [critics, 2, 4]);
  const twin = (all: number[]) =>
    Array.from({ length: entries }, (_, i) => {
      const each = Array.from({ length: critics }, (_, critic) => all[critic * entries + i]!);
      return 0.6 * Math.min(...each) + 0.4 * Math.max(...each);
    });
  expect(differences([values], () => criticMixture(values, 0.6), twin)).toEqual([]);
});
