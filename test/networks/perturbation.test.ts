import { tensor2d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { noPerturbation, perturbation } from "../../src/networks/perturbation.ts";
import { init } from "../../src/tensor/init.ts";
import { normals } from "../kernels/draw.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";

await init();

const observations = tensor2d(normals(randomStream(0, "observations"), 60, 10), [20, 3]);
const actions = matrixOf(Array.from({ length: 20 }, (_, i) => [-1 + i / 10, 1]));

test("actions move by at most the limit, and stay within ±1", () => {
  const moving = perturbation("ξ", { sizes: [3, 8], actionSize: 2 }, 0.25, randomStream(0, "ξ"));
  const moved = entriesOf(moving.apply(observations, actions));
  const distances = moved.map((entry, i) => Math.abs(entry - entriesOf(actions)[i]!));
  expect(Math.max(...distances)).toBeLessThanOrEqual(0.2500001);
  expect(Math.max(...distances)).toBeGreaterThan(0.05);
  expect(Math.max(...moved.map(Math.abs))).toBeLessThanOrEqual(1);
});

test("without one they stay as they are", () => {
  expect(entriesOf(noPerturbation().apply(observations, actions))).toEqual(entriesOf(actions));
});
