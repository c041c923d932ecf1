import { grad, mul, sigmoid, type Tensor, tanh, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import { tanhGradient } from "../../src/tensor/tanh-gradient.ts";
import { differences } from "./differences.ts";
import { array } from "./draw.ts";
import { entriesOf } from "./entries.ts";
import { replayProblem } from "./replay.ts";

await init();

test.for([
  { shape: [], steepness: 1 },
  { shape: [7], steepness: 0.5 },
  { shape: [2, 3, 5], steepness: 1 },
  { shape: [0, 3], steepness: 1 },
])("of the shape [$shape] and the steepness $steepness: value within 2e-6, gradients within 1e-4", (each) => {
  const stream = randomStream(0, `tanh gradient ${each.shape}`);
  const [upstream, x] = [array(stream, each.shape), array(stream, each.shape)];
  const k = each.steepness;
  const reference = (us: number[], xs: number[]) => us.map((u, i) => u * (k / Math.cosh(k * xs[i]!)) ** 2);
  expect(differences([upstream, x], () => tanhGradient(upstream, x, k), reference)).toEqual([]);
});

test("tanh and sigmoid have second derivatives: −2 tanh x (1 − tanh² x), and σ (1 − σ) (1 − 2σ)", () => {
  const x = tensor1d([-2, -0.5, 0, 1, 3]);
  const second = (op: (x: Tensor) => Tensor) => entriesOf(grad((at: Tensor) => grad(op)(at))(x));
  for (const [i, at] of entriesOf(x).entries()) {
    const [t, s] = [Math.tanh(at), 1 / (1 + Math.exp(-at))];
    expect(second(tanh)[i]).toBeCloseTo(-2 * t * (1 - t * t), 6);
    expect(second(sigmoid)[i]).toBeCloseTo(s * (1 - s) * (1 - 2 * s), 6);
  }
});

test("it can be replayed, and no entries are none", () => {
  const x = tensor1d([1, 2, 3, 4, 5]);
  expect(replayProblem(x, [-1, 0, 9, 0.5, -20], () => tanhGradient(mul(x, x), x, 1))).toBeUndefined();
  expect(tanhGradient(zeros([0]), zeros([0]), 1).shape).toEqual([0]);
});
