import { expect, test } from "vitest";
import { cartPole } from "../../src/env/cartpole.ts";
import { linearCartPoleController, noisyPolicy, randomPolicy } from "../../src/env/controllers.ts";
import { episode } from "../../src/env/episode.ts";
import type { Policy } from "../../src/env/policy.ts";
import { randomStream } from "../../src/kernels/random.ts";

const upright = new Float32Array(4);

/** Share of `draws` actions at one observation that equal `action`. */
function shareOf(action: number, policy: { act(observation: Float32Array): number }, draws: number): number {
  let count = 0;
  for (let i = 0; i < draws; i++) count += Number(policy.act(upright) === action);
  return count / draws;
}

test.for([
  { observation: [0, 0, 0, 0], action: 0 },
  { observation: [1, 0, -0.04, 0], action: 1 },
  { observation: [1, 0, -0.06, 0], action: 0 },
  { observation: [0, 1, -0.09, 0], action: 1 },
  { observation: [0, 1, -0.11, 0], action: 0 },
  { observation: [0, 0, 0.1, -0.37], action: 1 },
  { observation: [0, 0, 0.1, -0.38], action: 0 },
])(
  "the linear controller takes the sign of 0.3x + 0.6x' + 6θ + 1.6θ': $observation gives $action",
  (example) => {
    expect(linearCartPoleController().act(Float32Array.from(example.observation))).toBe(example.action);
  },
);

test("the linear controller reaches 500 steps in each of 500 episodes", () => {
  const random = randomStream(1, "starts");
  for (let k = 0; k < 500; k++) {
    const steps = [...episode(cartPole(), linearCartPoleController(), random)];
    expect(steps).toHaveLength(500);
    expect(steps.at(-1)).toMatchObject({ terminated: false, truncated: true });
  }
});

test("the linear controller refuses an observation that does not have 4 numbers", () => {
  expect(() => linearCartPoleController().act(new Float32Array(3))).toThrow(
    "a CartPole observation must have 4 numbers; got 3",
  );
});

test("randomPolicy takes each of 5 actions with share 1/5 within 4 standard errors", () => {
  const policy = randomPolicy(5, randomStream(2, "actions"));
  const draws = 20_000;
  const standardError = Math.sqrt((0.2 * 0.8) / draws);
  for (let action = 0; action < 5; action++) {
    expect(Math.abs(shareOf(action, policy, draws) - 0.2)).toBeLessThan(4 * standardError);
  }
});

test.for([0, 0.3, 1])(
  "noisyPolicy with epsilon %d keeps the policy's action with share 1 - ε + ε/n",
  (epsilon) => {
    const policy = noisyPolicy({ act: () => 2 }, epsilon, 4, randomStream(5, "noise"));
    const draws = 20_000;
    const expected = 1 - epsilon + epsilon / 4;
    const standardError = Math.sqrt((expected * (1 - expected)) / draws);
    expect(Math.abs(shareOf(2, policy, draws) - expected)).toBeLessThanOrEqual(4 * standardError);
  },
);

test("noisyPolicy hands the observation to the policy", () => {
  const policy = noisyPolicy(linearCartPoleController(), 0, 2, randomStream(5, "noise"));
  expect(policy.act(Float32Array.of(0, 0, 0.1, 0))).toBe(1);
  expect(policy.act(Float32Array.of(0, 0, -0.1, 0))).toBe(0);
});

test.for([-0.1, 1.1, Number.NaN])("epsilon %d is refused", (epsilon) => {
  expect(() => noisyPolicy({ act: () => 0 }, epsilon, 2, randomStream(0, "noise"))).toThrow(
    `epsilon must lie in [0, 1]; got ${epsilon}`,
  );
});

test.for([0, 1.5, Number.NaN])("actionCount %d is refused when the policy is made", (actionCount) => {
  const random = randomStream(0, "actions");
  const refusal = `actionCount must be an integer of at least 1; got ${actionCount}`;
  expect(() => randomPolicy(actionCount, random)).toThrow(refusal);
  expect(() => noisyPolicy({ act: () => 0 }, 0, actionCount, random)).toThrow(refusal);
});

test("randomPolicy decides with log-probability -log n", () => {
  const { action, logProbability } = randomPolicy(4, randomStream(2, "actions")).decide(upright);
  expect([0, 1, 2, 3]).toContain(action);
  expect(logProbability).toBe(-Math.log(4));
});

test.for([0, 0.3, 1])(
  "noisyPolicy with epsilon %d decides with log((1 - ε)·[a = π(s)] + ε/n), as often as that says",
  (epsilon) => {
    const policy = noisyPolicy({ act: () => 2 }, epsilon, 4, randomStream(5, "noise"));
    const counts = [0, 0, 0, 0];
    for (let k = 0; k < 20_000; k++) {
      const { action, logProbability } = policy.decide(upright);
      counts[action]! += 1;
      expect(logProbability).toBeCloseTo(Math.log((action === 2 ? 1 - epsilon : 0) + epsilon / 4), 14);
    }
    counts.forEach((count, action) => {
      const probability = (action === 2 ? 1 - epsilon : 0) + epsilon / 4;
      const standardError = Math.sqrt((probability * (1 - probability)) / 20_000);
      expect(Math.abs(count / 20_000 - probability)).toBeLessThanOrEqual(4 * standardError);
    });
  },
);

test("noisyPolicy draws the same actions by act and by decide", () => {
  const make = () => noisyPolicy(linearCartPoleController(), 0.5, 2, randomStream(5, "noise"));
  const [one, other] = [make(), make()];
  for (let k = 0; k < 100; k++) expect(one.act(upright)).toBe(other.decide(upright).action);
});

test("noisyPolicy refuses a policy that draws its actions, whose probabilities it does not know", () => {
  const random = randomStream(5, "noise");
  expect(() => noisyPolicy(randomPolicy(2, random), 0.5, 2, random)).toThrow(
    new TypeError("noisyPolicy takes a deterministic policy; got one that draws its actions"),
  );
});

test("act and decide draw the same actions, also around a policy that goes by its steps", () => {
  const counting = (): Policy => {
    let steps = 0;
    return { act: () => steps++ % 4 };
  };
  const noisy = () => noisyPolicy(counting(), 0.5, 4, randomStream(1, "noise"));
  const [one, other] = [noisy(), noisy()];
  const state = new Float32Array(1);
  for (let k = 0; k < 100; k++) expect(one.act(state)).toBe(other.decide(state).action);
});
