import type { Tensor } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { seededNumbers } from "../../bench/cases/seeded-noise.ts";
import { init, randomNormal, randomUniform, tensorRandomStream } from "../../src/index.ts";

await init();

// what the benchmarks give to stock tfjs is what our algorithms draw, though the state has moved by both kinds of draws
test("seededNumbers draws the numbers of tensorRandomStream", () => {
  const stream = tensorRandomStream(0, "shared noise");
  const drawn = [randomNormal(stream, [7, 3]), randomUniform(stream, [5]), randomNormal(stream, [2, 4])];
  const numbers = seededNumbers("shared noise");
  const expected = [numbers.normal(21), numbers.uniform(5), numbers.normal(8)];
  expect(drawn.map((draw: Tensor) => draw.dataSync())).toEqual(expected);
});

test("streams of other names differ", () => {
  expect(seededNumbers("a").normal(4)).not.toEqual(seededNumbers("b").normal(4));
});
