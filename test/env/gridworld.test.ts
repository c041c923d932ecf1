import { expect, test } from "vitest";
import { randomPolicy } from "../../src/env/controllers.ts";
import { episode } from "../../src/env/episode.ts";
import { type GridWorld, gridWorld } from "../../src/env/gridworld.ts";
import { shortestPathController } from "../../src/env/gridworld-controller.ts";
import type { GridWorldOptions } from "../../src/env/gridworld-options.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { tabularModel } from "../../src/tabular/mdp.ts";
import fc from "../fast-check.ts";

const corridor = "S..G";
const room = `
S.#
.X.
..G`;

const oneHot = (size: number, state: number) => new Float32Array(size).fill(1, state, state + 1);
const stream = () => randomStream(0, "world");

test("a walk along a corridor: one-hot observations, 1 for the goal, then terminated", () => {
  const world = gridWorld(corridor);
  expect(world.reset(stream())).toEqual(oneHot(4, 0));
  const walk = [1, 3, 1, 1, 1].map((action) => world.step(action));
  expect(walk.map(({ observation }) => observation)).toEqual([1, 0, 1, 2, 3].map((s) => oneHot(4, s)));
  expect(walk.map(({ reward }) => reward)).toEqual([0, 0, 0, 0, 1]);
  expect(walk.map(({ terminated }) => terminated)).toEqual([false, false, false, false, true]);
  expect(walk.some(({ truncated }) => truncated)).toBe(false);
});

test("walls and the edge hold a move back; a fifth action stays", () => {
  const world = gridWorld(room, { canStay: true });
  const from = (row: number, column: number, action: number) =>
    world.outcomes(world.stateAt([row, column]), action).map(({ state }) => world.positionOf(state));
  expect(from(0, 0, 0)).toEqual([[0, 0]]);
  expect(from(0, 0, 3)).toEqual([[0, 0]]);
  expect(from(0, 1, 1)).toEqual([[0, 1]]);
  expect(from(0, 0, 2)).toEqual([[1, 0]]);
  expect(from(2, 0, 4)).toEqual([[2, 0]]);
});

test("a step earns its cost, a goal and a pit earn more, and both end the task", () => {
  const world = gridWorld(room, { stepReward: -0.5, goalReward: 3, pitReward: -7 });
  const [pit, goal] = [world.stateAt([1, 1]), world.stateAt([2, 2])];
  expect(world.outcomes(world.stateAt([1, 0]), 1)).toEqual([{ probability: 1, state: pit, reward: -7.5 }]);
  expect(world.outcomes(world.stateAt([2, 1]), 1)).toEqual([{ probability: 1, state: goal, reward: 2.5 }]);
  expect([pit, goal].map(world.isTerminal)).toEqual([true, true]);
  expect(world.outcomes(goal, 0)).toEqual([{ probability: 1, state: goal, reward: 0 }]);
});

test("a slip goes at right angles, half to either side", () => {
  const world = gridWorld("...\n.S.\n...", { slip: 0.2 });
  const outcomes = world
    .outcomes(4, 0)
    .map(({ state, probability }) => [world.positionOf(state), probability]);
  expect(outcomes).toEqual([
    [[0, 1], 0.8],
    [[1, 2], 0.1],
    [[1, 0], 0.1],
  ]);
});

test("an episode is truncated at its last step, also where that reaches the goal", () => {
  const world = gridWorld(corridor, { maximumSteps: 3 });
  const flags = (actions: number[]) => {
    world.reset(stream());
    const { terminated, truncated } = actions.map(world.step).at(-1)!;
    return { terminated, truncated };
  };
  expect(flags([1, 1])).toEqual({ terminated: false, truncated: false });
  expect(flags([1, 1, 0])).toEqual({ terminated: false, truncated: true });
  expect(flags([1, 1, 1])).toEqual({ terminated: true, truncated: true });
  expect(() => world.step(0)).toThrow("GridWorld has no episode under way: call reset before step");
});

test("positions are scaled to [0, 1]", () => {
  const world = gridWorld(room, { observation: "position" });
  expect(world.observationSize).toBe(2);
  expect(world.observe(world.stateAt([1, 2]))).toEqual(Float32Array.of(0.5, 1));
  expect(gridWorld(corridor, { observation: "position" }).observe(2)).toEqual(Float32Array.of(0, 2 / 3));
});

test("without start cells an episode starts in any free one", () => {
  expect(gridWorld(".#G.").startProbabilities).toEqual([0.5, 0, 0.5]);
  expect(gridWorld("S.GS").startProbabilities).toEqual([0.5, 0, 0, 0.5]);
});

/** How often each successor follows a pair, and the mean reward, by simulation from the pair's state. */
function simulate(world: GridWorld, steps: number): { counts: number[][][]; rewards: number[][] } {
  const pairs = <T>(make: () => T): T[][] =>
    Array.from({ length: world.stateCount }, () => Array.from({ length: world.actions.count }, make));
  const counts = pairs(() => Array<number>(world.stateCount).fill(0));
  const rewards = pairs(() => 0);
  const random = stream();
  const policy = randomPolicy(world.actions.count, randomStream(0, "actions"));
  const stateOf = (observation: Float32Array) => observation.indexOf(1);
  for (let step = 0; step < steps; ) {
    for (const { observation, action, reward, nextObservation } of episode(world, policy, random)) {
      counts[stateOf(observation)]![action]![stateOf(nextObservation)]! += 1;
      rewards[stateOf(observation)]![action]! += reward;
      step += 1;
    }
  }
  return { counts, rewards };
}

test.for<[string, GridWorldOptions]>([
  ["without slips", { stepReward: -0.25 }],
  ["with slips", { slip: 0.3, canStay: true }],
])("the simulator's transitions and rewards are the model's: %s", ([, options]) => {
  const world = gridWorld(room, options);
  const { transitions, rewards, terminal, start } = tabularModel(world);
  const simulated = simulate(world, 60_000);
  expect(start).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  expect(terminal.flatMap((isTerminal, state) => (isTerminal ? [world.positionOf(state)] : []))).toEqual([
    [1, 1],
    [2, 2],
  ]);
  const visited = simulated.counts.flatMap((actions, state) =>
    actions.map((counts, action) => ({ state, action, n: counts.reduce((a, b) => a + b) })),
  );
  // the cell right of the pit can only be entered by slips from the goal's neighbors, hence never
  const unreachable = world.stateAt([1, 2]);
  expect(
    visited.filter(({ n, state }) => n === 0 && !terminal[state]).every((v) => v.state === unreachable),
  ).toBe(true);
  for (const { state, action, n } of visited.filter(({ n }) => n > 0)) {
    expect(n).toBeGreaterThan(100);
    // five standard deviations of a share
    const allowed = (p: number) => 5 * Math.sqrt((p * (1 - p)) / n);
    transitions[state]![action]!.forEach((p, next) => {
      const share = simulated.counts[state]![action]![next]! / n;
      expect(Math.abs(share - p)).toBeLessThanOrEqual(allowed(p));
    });
    const mean = simulated.rewards[state]![action]! / n;
    expect(Math.abs(mean - rewards[state]![action]!)).toBeLessThanOrEqual(10 / Math.sqrt(n));
  }
});

test("every row of a model sums to 1, on any map", () => {
  const maps = fc
    .array(fc.array(fc.constantFrom("#", ".", "S", "G", "X"), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((rows) => rows.map((row) => row.join("")).join("\n"))
    .filter((map) => /[.S]/.test(map));
  fc.assert(
    fc.property(maps, fc.double({ min: 0, max: 1, noNaN: true }), (map, slip) => {
      const { transitions, start } = tabularModel(gridWorld(map, { slip }));
      for (const row of [...transitions.flat(), start]) {
        expect(row.reduce((sum, probability) => sum + probability)).toBeCloseTo(1, 12);
      }
    }),
    { seed: 0 },
  );
});

test("the same stream makes the same episodes", () => {
  const record = () => {
    const random = stream();
    const world = gridWorld(room, { slip: 0.5 });
    const policy = randomPolicy(4, random);
    return Array.from({ length: 20 }, () => [...episode(world, policy, random)]);
  };
  expect(record()).toEqual(record());
});

test("the controller takes a shortest way", () => {
  const world = gridWorld("S.#G\n..#.\n....");
  const steps = [...episode(world, shortestPathController(world, [0, 3]), stream())];
  expect(steps).toHaveLength(7);
  expect(steps.at(-1)!.terminated).toBe(true);
  const controller = shortestPathController(world, [0, 3]);
  expect(() => controller.act(Float32Array.of(1))).toThrow("no state of the world has the observation 1");
  expect(() => shortestPathController(world, [0, 2])).toThrow(
    "position must be a cell of the map that is no wall; got [0, 2]",
  );
});

test.for<[GridWorldOptions, string]>([
  [{ slip: 1.5 }, "slip must lie in [0, 1]; got 1.5"],
  [{ goalReward: Number.NaN }, "goalReward must be finite; got NaN"],
  [{ maximumSteps: 0 }, "maximumSteps must be an integer of at least 1; got 0"],
])("the options %o are refused", ([options, message]) => {
  expect(() => gridWorld(corridor, options)).toThrow(new RangeError(message));
});

test("unknown options and actions are refused", () => {
  const misspelt: object = { slips: 0.5 };
  expect(() => gridWorld(corridor, misspelt)).toThrow('gridWorld has no option "slips"');
  const world = gridWorld(corridor);
  world.reset(stream());
  expect(() => world.step(4)).toThrow("action must be an integer from 0 to 3; got 4");
});
