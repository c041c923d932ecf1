import { expect, test } from "vitest";
import { cartPole } from "../../src/env/cartpole.ts";
import { linearCartPoleController, randomPolicy } from "../../src/env/controllers.ts";
import type { Environment } from "../../src/env/environment.ts";
import { rollout } from "../../src/evaluation/rollout.ts";
import { randomStream } from "../../src/kernels/random.ts";

/** Three actions; the reward of step t is (t + 1)·action, and the episode ends after 3 steps. */
function risingReward(): Environment {
  let t = 0;
  return {
    name: "rising-reward",
    observationSize: 1,
    actions: { kind: "discrete", count: 3 },
    reset(random) {
      t = 0;
      return Float32Array.of(random.uniform());
    },
    step(action) {
      t += 1;
      return { observation: Float32Array.of(t), reward: t * action, terminated: t === 3, truncated: false };
    },
  };
}

/** Takes the given actions in turn, one an episode of `risingReward`. */
function oneActionAnEpisode(actions: readonly number[]): { act(): number } {
  let steps = 0;
  return { act: () => actions[Math.floor(steps++ / 3)]! };
}

test("returns, discounted returns and their summary match the numbers worked out by hand", () => {
  const result = rollout(oneActionAnEpisode([2, 1, 0]), risingReward(), { episodes: 3, discount: 0.5 });
  expect(result.returns).toEqual([12, 6, 0]);
  expect(result.discountedReturns).toEqual([5.5, 2.75, 0]); // 1 + 2/2 + 3/4 = 2.75 for action 1
  expect(result.lengths).toEqual([3, 3, 3]);
  expect(result.returnMean).toBe(6);
  expect(result.returnSd).toBe(6);
  expect(result.discountedReturnMean).toBe(2.75);
});

test("a discount of 0 leaves the first reward and a discount of 1 the return", () => {
  const run = (discount: number) => rollout({ act: () => 1 }, risingReward(), { episodes: 1, discount });
  expect(run(0).discountedReturns).toEqual([1]);
  expect(run(1).discountedReturns).toEqual([6]);
});

test("one episode has no standard deviation", () => {
  expect(rollout({ act: () => 1 }, risingReward(), { episodes: 1 }).returnSd).toBeNaN();
});

test("by default 100 episodes with discount 0.99: the balanced CartPole returns (1 - 0.99^500) / 0.01 within 1e-9", () => {
  const result = rollout(linearCartPoleController(), cartPole());
  expect(result.lengths).toEqual(Array(100).fill(500));
  expect(result).toMatchObject({ returnMean: 500, returnSd: 0 });
  expect(Math.abs(result.discountedReturnMean - (1 - 0.99 ** 500) / 0.01)).toBeLessThan(1e-9);
});

// 22.244 ± 0.012: the mean of 10^6 episodes of an independent NumPy simulation; Gymnasium 1.3.0: 22.18 ± 0.08.
test("random actions return 22.244 on CartPole, 2000 episodes, within 4 standard errors", () => {
  const policy = randomPolicy(2, randomStream(0, "actions"));
  const { returnMean, returnSd, returns, lengths } = rollout(policy, cartPole(), { episodes: 2000 });
  expect(returns).toEqual(lengths);
  expect(Math.abs(returnMean - 22.244)).toBeLessThan((4 * returnSd) / Math.sqrt(2000));
});

test("two policies with one seed meet the same first observations; another seed gives others", () => {
  const run = (action: number, seed: number) =>
    rollout({ act: () => action }, cartPole(), { episodes: 5, seed });
  const { initialObservations } = run(0, 7);
  expect(initialObservations).toHaveLength(20);
  expect(run(1, 7).initialObservations).toEqual(initialObservations);
  expect(run(0, 8).initialObservations).not.toEqual(initialObservations);
});

test("every episode has its own start, and more episodes only append", () => {
  const run = (episodes: number) => rollout({ act: () => 0 }, cartPole(), { episodes }).initialObservations;
  expect(run(9).slice(0, 20)).toEqual(run(5));
  expect(new Set(run(9)).size).toBe(36);
});

test.for([
  { options: { episodes: 0 }, message: "episodes must be an integer of at least 1; got 0" },
  { options: { episodes: 2.5 }, message: "episodes must be an integer of at least 1; got 2.5" },
  { options: { discount: 1.01 }, message: "discount must lie in [0, 1]; got 1.01" },
  { options: { discount: -0.01 }, message: "discount must lie in [0, 1]; got -0.01" },
  { options: { discount: Number.NaN }, message: "discount must lie in [0, 1]; got NaN" },
  { options: { seed: -1 }, message: "seed must be an integer from 0 to 2^53 - 1; got -1" },
  {
    options: { episode: 3 },
    message: 'rollout has no option "episode"; it has episodes, seed, discount',
  },
])("refused: $message", ({ options, message }) => {
  expect(() => rollout({ act: () => 0 }, cartPole(), options)).toThrow(new RangeError(message));
});

test.for([3, -1, 0.5, Number.NaN])(
  "a policy that returns %d is refused by name, rule and value",
  (action) => {
    expect(() => rollout({ act: () => action }, risingReward(), { episodes: 1 })).toThrow(
      new RangeError(`the result of act(observation) must be an integer from 0 to 2; got ${action}`),
    );
  },
);

const notPolicies: { what: string; given: unknown; got: string }[] = [
  {
    what: "an algorithm",
    given: { update: () => ({}), policy: () => ({ act: () => 0 }) },
    got: "an algorithm",
  },
  { what: "an environment", given: cartPole(), got: "an environment" },
  { what: "the function alone", given: () => 0, got: "Function" },
  { what: "a Promise of a policy", given: Promise.resolve(), got: "Promise" },
  { what: "nothing", given: undefined, got: "undefined" },
];

test.for(notPolicies)("$what in place of a policy is refused by what it is", ({ given, got }) => {
  // @ts-expect-error: the compiler refuses it too
  expect(() => rollout(given, cartPole())).toThrow(
    new TypeError(`rollout takes a policy, such as algorithm.policy(); got ${got}`),
  );
});

const notEnvironments: { what: string; given: unknown; got: string }[] = [
  { what: "the maker of an environment", given: cartPole, got: "Function" },
  { what: "a policy", given: { act: () => 0 }, got: "a policy" },
  { what: "the options", given: { episodes: 3 }, got: "Object" },
  { what: "null", given: null, got: "null" },
  { what: "nothing", given: undefined, got: "undefined" },
];

test.for(notEnvironments)("$what in place of an environment is refused by what it is", ({ given, got }) => {
  // @ts-expect-error: the compiler refuses it too
  expect(() => rollout({ act: () => 0 }, given)).toThrow(
    new TypeError(`rollout takes an environment, such as cartPole(); got ${got}`),
  );
});
