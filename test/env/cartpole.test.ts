import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type CartPoleState, cartPole, cartPoleDynamics } from "../../src/env/cartpole.ts";
import { linearCartPoleController } from "../../src/env/controllers.ts";
import { randomStream } from "../../src/kernels/random.ts";

interface TracedEpisode {
  name: string;
  start: CartPoleState;
  actions: string;
  states: CartPoleState[];
  terminated: boolean;
  truncated: boolean;
}

interface RecordedEpisode {
  terminated: boolean;
  actions: string;
  observations: number[];
}

const trace: { episodes: TracedEpisode[] } = JSON.parse(fixture("cartpole-trace.json"));
const replay: { episodes: RecordedEpisode[] } = JSON.parse(fixture("cartpole-replay.json"));

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/env/${name}`, import.meta.url), "utf8");
}

function actionsOf(episode: { actions: string }): number[] {
  return Array.from(episode.actions, Number);
}

function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  return Math.max(...Array.from(actual, (value, i) => Math.abs(value - expected[i]!)));
}

test.for(trace.episodes)(
  "cartPoleDynamics matches Gymnasium step for step within 1e-12: $name",
  ({ start, actions, states }) => {
    const differences = Array.from(actions, (action, t) =>
      largestDifference(cartPoleDynamics(states[t - 1] ?? start, Number(action)), states[t]!),
    );
    expect(differences).toHaveLength(states.length);
    expect(Math.max(...differences)).toBeLessThanOrEqual(1e-12);
  },
);

// Left out: the episode of 500 steps, over which one bit of the sine would grow by a factor of 10^17.
test.for(trace.episodes.filter(({ states }) => states.length < 100))(
  "an episode has Gymnasium's observations within 1e-6, its rewards and its flags: $name",
  (traced) => {
    const environment = cartPole(traced.start);
    environment.reset(randomStream(0, "unused"));
    const steps = actionsOf(traced).map((action) => environment.step(action));
    steps.forEach(({ observation, reward, terminated, truncated }, t) => {
      expect(largestDifference(observation, traced.states[t]!)).toBeLessThan(1e-6);
      const last = t === steps.length - 1;
      expect([reward, terminated, truncated]).toEqual([
        1,
        last && traced.terminated,
        last && traced.truncated,
      ]);
    });
  },
);

test("one step from each of 1,996 rows that Gymnasium recorded gives the next row within 1e-6 and its flag", () => {
  let rows = 0;
  for (const episode of replay.episodes) {
    const observations = Float32Array.from(episode.observations);
    actionsOf(episode).forEach((action, t, actions) => {
      const [x, xDot, theta, thetaDot] = observations.subarray(4 * t, 4 * t + 4);
      const environment = cartPole([x!, xDot!, theta!, thetaDot!]);
      environment.reset(randomStream(0, "unused"));
      const { observation, terminated } = environment.step(action);
      const last = t === actions.length - 1;
      expect(terminated).toBe(last && episode.terminated);
      if (!last)
        expect(largestDifference(observation, observations.slice(4 * t + 4, 4 * t + 8))).toBeLessThan(1e-6);
      rows += 1;
    });
  }
  expect(rows).toBe(1996);
});

test("a pole that falls on step 500 is terminated and truncated", () => {
  const { act } = linearCartPoleController();
  const environment = cartPole([0, 0, 0, 0]);
  let observation = environment.reset(randomStream(0, "unused"));
  for (let t = 0; t < 499; t++) {
    const step = environment.step(t < 490 ? act(observation) : 0);
    expect([step.terminated, step.truncated]).toEqual([false, false]);
    observation = step.observation;
  }
  expect(environment.step(0)).toMatchObject({ reward: 1, terminated: true, truncated: true });
});

test("reset draws 4 independent numbers from [-0.05, 0.05), means within 4 standard errors of 0", () => {
  const environment = cartPole();
  const random = randomStream(3, "starts");
  const starts = Array.from({ length: 5000 }, () => environment.reset(random));
  const standardError = 0.1 / Math.sqrt(12 * starts.length);
  for (let k = 0; k < 4; k++) {
    const values = starts.map((start) => start[k]!);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-0.05);
    expect(Math.max(...values)).toBeLessThan(0.05);
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.0999);
    expect(Math.abs(values.reduce((sum, value) => sum + value) / values.length)).toBeLessThan(
      4 * standardError,
    );
  }
  expect(new Set(starts.map((start) => start.join())).size).toBe(starts.length);
});

test("one stream state gives one start; the stream moves on", () => {
  const environment = cartPole();
  const random = randomStream(3, "starts");
  const first = environment.reset(random);
  expect(environment.reset(random)).not.toEqual(first);
  expect(environment.reset(randomStream(3, "starts"))).toEqual(first);
});

test("a given start is used by every reset", () => {
  const random = randomStream(0, "unused");
  const environment = cartPole([0.5, -0.25, 0.125, 1]);
  expect(environment.reset(random)).toEqual(Float32Array.of(0.5, -0.25, 0.125, 1));
  environment.step(1);
  expect(environment.reset(random)).toEqual(Float32Array.of(0.5, -0.25, 0.125, 1));
});

test("a start that is not four finite numbers is refused", () => {
  expect(() => cartPole([0, 0, Number.NaN, 0])).toThrow(
    "start must be four finite numbers (x, xDot, theta, thetaDot); got [0, 0, NaN, 0]",
  );
  expect(() => cartPole(JSON.parse("[0, 0, 0]"))).toThrow("got [0, 0, 0]");
});

test("step is refused before the first reset and after the end of an episode", () => {
  const environment = cartPole([3, 0, 0, 0]);
  const noEpisode = "CartPole-v1 has no episode under way: call reset before step";
  expect(() => environment.step(0)).toThrow(noEpisode);
  environment.reset(randomStream(0, "unused"));
  expect(environment.step(0).terminated).toBe(true);
  expect(() => environment.step(0)).toThrow(noEpisode);
});

test.for([2, -1, 0.5, Number.NaN])("action %d is refused and the state stays", (action) => {
  const environment = cartPole([0, 0, 0, 0]);
  environment.reset(randomStream(0, "unused"));
  expect(() => environment.step(action)).toThrow(`action must be an integer from 0 to 1; got ${action}`);
  expect(environment.step(1).observation).toEqual(Float32Array.from(cartPoleDynamics([0, 0, 0, 0], 1)));
});

test("observations returned earlier are not overwritten", () => {
  const environment = cartPole([0, 0, 0, 0]);
  const first = environment.reset(randomStream(0, "unused"));
  const second = environment.step(1).observation;
  const kept = second.slice();
  environment.step(1);
  expect(first).toEqual(new Float32Array(4));
  expect(second).toEqual(kept);
});
