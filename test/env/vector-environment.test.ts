import { expect, test } from "vitest";
import { cartPole } from "../../src/env/cartpole.ts";
import { pendulum } from "../../src/env/pendulum.ts";
import { vectorEnvironment } from "../../src/env/vector-environment.ts";
import { randomStream } from "../../src/kernels/random.ts";

function rowOf(matrix: Float32Array, row: number): Float32Array {
  return matrix.slice(4 * row, 4 * row + 4);
}

test("each environment goes its own way: the same as alone, with the stream of its place, over several episodes", () => {
  const together = vectorEnvironment(cartPole, 3);
  const random = [0, 1, 2].map((k) => randomStream(7, `environment ${k}`));
  const alone = random.map(() => cartPole());
  const first = together.reset(7);
  alone.forEach((environment, k) => {
    expect(rowOf(first, k)).toEqual(environment.reset(random[k]!));
  });
  const chooser = randomStream(1, "actions");
  let ends = 0;
  for (let t = 0; t < 200; t++) {
    const actions = Int32Array.from({ length: 3 }, () => chooser.integer(2));
    const step = together.step(actions);
    alone.forEach((environment, k) => {
      const { observation, reward, terminated, truncated } = environment.step(actions[k]!);
      expect(rowOf(step.nextObservations, k)).toEqual(observation);
      expect([step.rewards[k], step.terminated[k], step.truncated[k]]).toEqual([
        reward,
        Number(terminated),
        Number(truncated),
      ]);
      ends += Number(terminated || truncated);
      const current = terminated || truncated ? environment.reset(random[k]!) : observation;
      expect(rowOf(step.observations, k)).toEqual(current);
    });
  }
  expect(ends).toBeGreaterThan(10);
});

test("an environment's episodes do not depend on how many others there are", () => {
  const run = (count: number) => {
    const environments = vectorEnvironment(cartPole, count);
    environments.reset(3);
    return Array.from({ length: 60 }, () => rowOf(environments.step(Array(count).fill(1)).observations, 1));
  };
  expect(run(2)).toEqual(run(5));
});

test("continuous actions are one vector an environment; an episode cut by the clock keeps its true successor", () => {
  const environments = vectorEnvironment(pendulum, 2);
  environments.reset(1);
  const actions = [Float32Array.of(1), Float32Array.of(-1)];
  const steps = Array.from({ length: 201 }, () => environments.step(actions));
  expect(steps.findIndex(({ truncated }) => truncated[0] === 1)).toBe(199);
  expect(steps[199]!.observations).not.toEqual(steps[199]!.nextObservations);
  expect(steps[200]!.observations).toEqual(steps[200]!.nextObservations);
});

test("a new reset begins anew: one seed, one course", () => {
  const environments = vectorEnvironment(cartPole, 4);
  const first = environments.reset(5);
  environments.step([0, 1, 0, 1]);
  expect(environments.reset(5)).toEqual(first);
  expect(environments.reset(6)).not.toEqual(first);
});

test("step before reset, another number of actions and no environments are refused", () => {
  const environments = vectorEnvironment(cartPole, 2);
  expect(() => environments.step([0, 0])).toThrow(
    "no episodes of CartPole-v1 are under way: call reset before step",
  );
  environments.reset(0);
  expect(() => environments.step([0, 2])).toThrow(
    new RangeError("actions[1] must be an integer from 0 to 1; got 2"),
  );
  expect(() => environments.step([0])).toThrow(new RangeError("actions.length must be 2; got 1"));
  expect(() => vectorEnvironment(cartPole, 0)).toThrow("count must be an integer of at least 1; got 0");
});

test("one environment in two places is refused", () => {
  const environment = cartPole();
  expect(() => vectorEnvironment(() => environment, 2)).toThrow(
    new RangeError("make must return a new environment each time; got 1 for 2"),
  );
});
