import { atanh, tensor2d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { conditionalVae, sampledLatents } from "../../src/networks/conditional-vae.ts";
import { init } from "../../src/tensor/init.ts";
import { normals } from "../kernels/draw.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";

await init();

const shape = { sizes: [3, 8], actionSize: 2, latentSize: 4 };
const vae = conditionalVae("the VAE", shape, randomStream(0, "VAE"));
const observations = tensor2d(normals(randomStream(0, "observations"), 30), [10, 3]);
const latents = tensor2d(normals(randomStream(0, "latents"), 40, 3), [10, 4]);

test("decoded actions are the tanh of those before it, not the other way round, within 1e-5", () => {
  const decoded = vae.decode(observations, latents);
  const before = entriesOf(vae.decodePreTanh(observations, latents));
  expect(Math.max(...entriesOf(decoded).map(Math.abs))).toBeLessThan(1);
  entriesOf(atanh(decoded)).forEach((u, i) => {
    expect(Math.abs(u - before[i]!)).toBeLessThan(1e-5);
  });
});

test("z = mean + σ · noise", () => {
  const gaussians = { mean: matrixOf([[1, -1]]), logStd: matrixOf([[0, Math.log(2)]]) };
  expect(entriesOf(sampledLatents(gaussians, matrixOf([[3, 0.5]])))).toEqual([4, 0]);
});

test("the encoder gives a Gaussian of every latent number for the action, with log σ in [−4, 15]", () => {
  const far = vae.encode(
    tensor2d(normals(randomStream(0, "far"), 30, 1e4), [10, 3]),
    matrixOf(Array(10).fill([1, -1])),
  );
  expect(far.mean.shape).toEqual([10, 4]);
  const logStds = entriesOf(far.logStd);
  expect([Math.min(...logStds), Math.max(...logStds)]).toEqual([-4, 15]);
});
