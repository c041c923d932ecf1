import { expect, test } from "vitest";
import type { ContinuousActions } from "../../src/dataset/spec.ts";
import { gaussianNoisePolicy } from "../../src/env/gaussian-noise.ts";
import { uniformPolicy } from "../../src/env/uniform-policy.ts";
import { randomStream } from "../../src/kernels/random.ts";

const actions: ContinuousActions = { kind: "continuous", size: 2, low: [-1, -0.1], high: [1, 0.1] };
const means = Float32Array.of(0.5, 0);
const policy = { act: () => means };
const noisy = (seed: number) => gaussianNoisePolicy(policy, 0.5, actions, randomStream(seed, "noise"));
const state = new Float32Array(1);

test("act and decide draw the same actions from the same stream", () => {
  const [one, other] = [noisy(1), noisy(1)];
  for (let k = 0; k < 100; k++) expect(one.act(state)).toEqual(other.decide(state).action);
});

test("actions lie within the bounds as float32, and the log-likelihood is that worked out by hand", () => {
  const logOfRoot = 0.5 * Math.log(2 * Math.PI);
  const high = 1.841021645009264; // −log Φ(−1)
  const edge = -Math.log(0.4207402905608969); // −log Φ(−0.2)
  const { decide } = noisy(2);
  const seen = new Set<string>();
  for (let k = 0; k < 400; k++) {
    const { action, logProbability } = decide(state);
    const [a = 0, b = 0] = action;
    const first =
      a === 1
        ? -high
        : a === -1
          ? Math.log(0.0013498980316300933)
          : -2 * (a - 0.5) ** 2 - Math.log(0.5) - logOfRoot;
    const isAtEdge = Math.abs(b) === Math.fround(0.1);
    const second = isAtEdge ? -edge : -2 * b ** 2 - Math.log(0.5) - logOfRoot;
    // σ = 0.5: the first bound is 1 σ away, the second 0.2 σ
    expect(Math.abs(logProbability - first - second)).toBeLessThan(1e-6);
    seen.add(`${a === 1} ${isAtEdge}`);
  }
  expect(seen.size).toBe(4);
});

test("the share of 20,000 draws that are clipped to the bound is Φ(-1) within 4 standard errors", () => {
  const { decide } = noisy(3);
  const draws = Array.from({ length: 20_000 }, () => decide(state).action[0]!);
  const share = draws.filter((a) => a === 1).length / draws.length;
  expect(Math.abs(share - 0.15865525393145707)).toBeLessThan(4 * Math.sqrt((0.159 * 0.841) / 20_000));
});

test("the start of an episode is handed on", () => {
  let starts = 0;
  const planner = { act: () => means, startEpisode: () => void starts++ };
  gaussianNoisePolicy(planner, 0.5, actions, randomStream(1, "noise")).startEpisode?.();
  expect(starts).toBe(1);
});

test("a deviation that is not positive, and a policy that draws its actions, are refused", () => {
  const random = randomStream(1, "noise");
  expect(() => gaussianNoisePolicy(policy, 0, actions, random)).toThrow(
    "deviation must be a positive number",
  );
  expect(() => gaussianNoisePolicy(uniformPolicy(actions, random), 1, actions, random)).toThrow(
    new TypeError("gaussianNoisePolicy takes a deterministic policy; got one that draws its actions"),
  );
});

test.each([1, 3])("a policy with %i components for two is refused", (size) => {
  const short = { act: () => new Float32Array(size) };
  const { act, decide } = gaussianNoisePolicy(short, 0.5, actions, randomStream(1, "noise"));
  for (const choose of [act, decide]) {
    expect(() => choose(state)).toThrow(
      new RangeError(`the policy's action must have 2 numbers; got ${size}`),
    );
  }
});
