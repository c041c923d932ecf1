import { add, memory, mul, reshape, slice, sub, type Tensor2D, tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import type { StochasticActor } from "../../src/networks/actor.ts";
import { deterministicActor } from "../../src/networks/deterministic-actor.ts";
import { gaussianActor } from "../../src/networks/gaussian-actor.ts";
import { gaussianMixtureActor } from "../../src/networks/gaussian-mixture-actor.ts";
import { sharedStdTanhGaussianActor, tanhGaussianActor } from "../../src/networks/tanh-gaussian-actor.ts";
import { init } from "../../src/tensor/init.ts";
import { tanhGaussianLogProb } from "../kernels/reference/tanh-gaussian.ts";
import { total } from "../kernels/reference/total.ts";
import { matrix } from "../tensor/draw.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";
import { replayProblem } from "../tensor/replay.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

const random = () => randomStream(0, "the actor");

const makers = {
  tanhGaussian: (actionSize: number) =>
    tanhGaussianActor("the actor", { sizes: [3, 8], actionSize }, random()),
  sharedStdTanhGaussian: (actionSize: number) =>
    sharedStdTanhGaussianActor("the actor", { sizes: [3, 8], actionSize }, random()),
  gaussian: (actionSize: number) => gaussianActor("the actor", { sizes: [3, 8], actionSize }, random()),
  gaussianMixture: (actionSize: number) =>
    gaussianMixtureActor("the actor", { sizes: [3, 8], actionSize, components: 4 }, random()),
};

const names = ["tanhGaussian", "sharedStdTanhGaussian", "gaussian", "gaussianMixture"] as const;

/** An actor with larger weights than new ones, so that its states differ. */
function actorOf(name: (typeof names)[number], actionSize: number): StochasticActor {
  const actor = makers[name](actionSize);
  for (const each of actor.variables) each.assign(mul(each, 1.2));
  return actor;
}

const observation = matrixOf([[0.5, -1, 0.3]]);

function repeated(rows: number): Tensor2D {
  return matrixOf(Array.from({ length: rows }, () => entriesOf(observation)));
}

function noiseOf({ noiseSize }: StochasticActor, rows: number): Tensor2D {
  return matrix(randomStream(0, "noise"), [rows, noiseSize]);
}

test.for(names)("%s: the density of one component integrates to 1 within 1e-3", (name) => {
  const actor = actorOf(name, 1);
  // over u, a = tanh u, da = (1 − a²) du; a Gaussian that is not squashed reaches beyond [−1, 1]
  const points = 4001;
  const isBounded = name !== "gaussian";
  const grid = Array.from({ length: points }, (_, i) => (isBounded ? 7 : 6) * ((2 * i) / (points - 1) - 1));
  const actions = isBounded ? grid.map(Math.tanh) : grid;
  const densities = entriesOf(actor.logProb(repeated(points), matrixOf(actions.map((a) => [a])))).map(
    Math.exp,
  );
  const step = grid[1]! - grid[0]!;
  const integral = total(densities.map((p, i) => p * step * (isBounded ? 1 - actions[i]! ** 2 : 1)));
  expect(Math.abs(integral - 1)).toBeLessThan(1e-3);
});

test.for(names)("%s: draws lie in [−1, 1], with the density that logProb gives them, within 2e-3", (name) => {
  const actor = actorOf(name, 2);
  const states = matrix(randomStream(1, "states"), [64, 3]);
  const { action, logProb } = actor.sample(states, noiseOf(actor, 64));
  const entries = entriesOf(action);
  expect(entries.every((a) => Math.abs(a) <= 1)).toBe(true);
  const [said, given] = [entriesOf(logProb), entriesOf(actor.logProb(states, action))];
  // near a bound an action in float32 no longer tells its u, and a clipped one is not what was drawn
  const isInside = said.map((_, row) => entries.slice(2 * row, 2 * row + 2).every((a) => Math.abs(a) < 0.99));
  expect(isInside.filter(Boolean).length).toBeGreaterThan(20);
  expect(said.filter((x, row) => isInside[row] && Math.abs(x - given[row]!) > 2e-3)).toEqual([]);
});

test.for(names)(
  "%s: draws follow the density: in ten bins of a component within 5 standard errors",
  (name) => {
    const actor = actorOf(name, 1);
    const draws = 8000;
    const { action } = actor.sample(repeated(draws), noiseOf(actor, draws));
    const drawn = entriesOf(action);
    const fine = 200;
    for (let bin = 1; bin < 9; bin++) {
      const [from, width] = [-1 + bin * 0.2, 0.2];
      const points = Array.from({ length: fine }, (_, i) => from + (width * (i + 0.5)) / fine);
      const densities = entriesOf(actor.logProb(repeated(fine), matrixOf(points.map((a) => [a])))).map(
        Math.exp,
      );
      const expected = (total(densities) / fine) * width;
      const share = drawn.filter((a) => a >= from && a < from + width).length / draws;
      expect(Math.abs(share - expected)).toBeLessThan(5 * Math.sqrt(expected / draws) + 1e-4);
    }
  },
);

test("tanhGaussian: logProb is the float64 reference of its own Gaussians, and mode is tanh of their mean", () => {
  const actor = tanhGaussianActor("the actor", { sizes: [3, 8], actionSize: 2 }, random());
  const states = matrix(randomStream(1, "states"), [5, 3]);
  const { mean, logStd } = actor.gaussians(states);
  const [means, logStds] = [mean, logStd].map(entriesOf);
  const actions = matrixOf(Array.from({ length: 5 }, (_, i) => [0.3 * i - 0.6, 0.5 - 0.2 * i]));
  const preTanh = entriesOf(actions).map(Math.atanh);
  const got = entriesOf(actor.logProb(states, actions));
  for (const [row, logProb] of got.entries()) {
    const at = (entries: number[]) => entries.slice(2 * row, 2 * row + 2);
    const gaussian = { mean: at(means!), logStd: at(logStds!) };
    expect(Math.abs(logProb - tanhGaussianLogProb(at(preTanh), gaussian))).toBeLessThan(1e-5);
  }
  expect(entriesOf(actor.std(states)).map((std, i) => Math.abs(Math.log(std) - logStds![i]!) < 1e-6)).toEqual(
    Array(10).fill(true),
  );
  const modes = entriesOf(actor.mode(states));
  expect(modes.every((a, i) => Math.abs(a - Math.tanh(means![i]!)) < 1e-6)).toBe(true);
});

test("a mixture of one component is the Gaussian of its head", () => {
  const shape = { sizes: [3, 8], actionSize: 2 };
  const mixture = gaussianMixtureActor("the actor", { ...shape, components: 1 }, random());
  const single = tanhGaussianActor("the actor", shape, random());
  // the head of the mixture has the logit first
  const [hidden, bias, kernel, last] = mixture.variables.map(entriesOf);
  const head = Array.from({ length: 8 }, (_, row) => kernel!.slice(5 * row + 1, 5 * row + 5));
  const weights = [hidden!, bias!, head.flat(), last!.slice(1)];
  for (const [i, each] of single.variables.entries()) {
    each.assign(reshape(matrixOf([weights[i]!]), each.shape));
  }
  const states = matrix(randomStream(1, "states"), [5, 3]);
  const noise = matrix(randomStream(2, "noise"), [5, 3]);
  const [drawn, expected] = [
    mixture.sample(states, noise),
    single.sample(states, slice(noise, [0, 0], [5, 2])),
  ];
  const pairs = [
    [drawn.action, expected.action],
    [drawn.logProb, expected.logProb],
    [mixture.mode(states), single.mode(states)],
    [mixture.std(states), single.std(states)],
  ] as const;
  for (const [got, wanted] of pairs) {
    const reference = entriesOf(wanted);
    expect(entriesOf(got).every((x, i) => Math.abs(x - reference[i]!) < 1e-5)).toBe(true);
  }
});

test("a mixture draws each component as often as its weight says, within 5 standard errors", () => {
  const actor = gaussianMixtureActor("the actor", { sizes: [3], actionSize: 1, components: 3 }, random());
  const logits = [0, Math.log(2), Math.log(5)];
  const centers = [-1, 0, 1];
  actor.variables[0]!.assign(mul(actor.variables[0]!, 0));
  actor.variables[1]!.assign(tensor1d([...logits, ...centers, -4, -4, -4]));
  const draws = 8000;
  const { action } = actor.sample(repeated(draws), noiseOf(actor, draws));
  const drawn = entriesOf(action).map(Math.atanh);
  for (const [k, center] of centers.entries()) {
    const weight = Math.exp(logits[k]!) / 8;
    const share = drawn.filter((u) => Math.abs(u - center) < 0.3).length / draws;
    expect(Math.abs(share - weight)).toBeLessThan(5 * Math.sqrt((weight * (1 - weight)) / draws));
  }
  expect(Math.abs(entriesOf(actor.mode(observation))[0]! - Math.tanh(1))).toBeLessThan(1e-6);
});

test.for(names)("%s: log σ is held in [−5, 2], and beyond it no gradient reaches what makes it", (name) => {
  const actor = makers[name](1);
  for (const each of actor.variables) each.assign(add(mul(each, 0), 50));
  expect(Math.abs(entriesOf(actor.std(observation))[0]! - Math.exp(2))).toBeLessThan(1e-4);
  for (const each of actor.variables) each.assign(sub(mul(each, 0), 50));
  expect(Math.abs(entriesOf(actor.std(repeated(2)))[1]! - Math.exp(-5))).toBeLessThan(1e-6);
});

test.for(names)(
  "%s: draws and modes can be captured, and a replay on others equals an eager call to the bit",
  (name) => {
    const actor = actorOf(name, 2);
    const noise = noiseOf(actor, 6);
    for (const evaluate of [
      (states: Tensor2D) => actor.sample(states, noise).action,
      (states: Tensor2D) => actor.mode(states),
    ]) {
      const [states, others] = [1, 2].map((seed) => matrix(randomStream(seed, "states"), [6, 3]));
      expect(replayProblem(states!, entriesOf(others!), () => evaluate(states!))).toBe(undefined);
    }
  },
);

test.for(names)("%s: making and disposing leave nothing", (name) => {
  const before = memory();
  makers[name](2).dispose();
  expect(memory()).toEqual(before);
});

test("a deterministic actor is tanh of its network", () => {
  const actor = deterministicActor("the actor", { sizes: [3], actionSize: 2 }, random());
  actor.variables[0]!.assign(
    matrixOf([
      [1, 0],
      [0, 2],
      [0, 0],
    ]),
  );
  actor.variables[1]!.assign(tensor1d([0, 0.5]));
  const expected = [Math.tanh(0.5), Math.tanh(-1.5)];
  const isExpected = (x: number, i: number) => Math.abs(x - expected[i]!) < 1e-6;
  expect(entriesOf(actor.mode(observation)).every(isExpected)).toBe(true);
});

test("a draw is differentiable in every variable of a Gaussian actor, and its noise is a constant", () => {
  for (const name of ["tanhGaussian", "sharedStdTanhGaussian", "gaussian"] as const) {
    const actor = makers[name](2);
    const noise = noiseOf(actor, 4);
    const states = matrix(randomStream(1, "states"), [4, 3], 0.2);
    const gradients = gradientsOf(actor.variables, () => actor.sample(states, noise).action);
    expect(gradients.every((gradient) => gradient.some((x) => x !== 0))).toBe(true);
  }
});
