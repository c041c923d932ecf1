import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { MujocoEnvironment } from "../../../src/env/mujoco/environment.ts";
import { halfCheetah } from "../../../src/env/mujoco/half-cheetah.ts";
import { hopper } from "../../../src/env/mujoco/hopper.ts";
import { loadMujoco } from "../../../src/env/mujoco/load.ts";
import { walker2d } from "../../../src/env/mujoco/walker2d.ts";
import { type RandomStream, randomStream } from "../../../src/kernels/random.ts";
import { fingerprint } from "../../assembly/fingerprint.ts";

/** One step, as Gymnasium and MuJoCo's Python package took it on the same model. */
interface Row {
  positions: number[];
  velocities: number[];
  action: number[];
  nextPositions: number[];
  nextVelocities: number[];
  observation: number[];
  reward: number;
  terminated: boolean;
}

const mujoco = await loadMujoco();

const tasks = [
  { name: "hopper", make: hopper, sizes: [11, 3], initialHeight: 1.25, hash: "529e3c45" },
  { name: "half-cheetah", make: halfCheetah, sizes: [17, 6], initialHeight: 0, hash: "f889b765" },
  { name: "walker2d", make: walker2d, sizes: [17, 6], initialHeight: 1.25, hash: "04852ec9" },
];

function recorded(name: string): Row[] {
  const text = readFileSync(new URL(`../../fixtures/env/mujoco/${name}.json`, import.meta.url), "utf8");
  const { rows }: { rows: Row[] } = JSON.parse(text);
  return rows;
}

/** Largest |actual − expected| / max(1, |expected|). */
function largestError(actual: ArrayLike<number>, expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value) / Math.max(1, Math.abs(value))));
}

/** Observations of an episode under random actions, until it ends or `steps` are done. */
function firstObservations(
  environment: MujocoEnvironment,
  random: RandomStream,
  steps: number,
): Float32Array[] {
  const observations = [environment.reset(random)];
  for (let ended = false; !ended && observations.length <= steps; ) {
    const action = Float32Array.from(environment.actions.low, () => 2 * random.uniform() - 1);
    const { observation, terminated, truncated } = environment.step(action);
    observations.push(observation);
    ended = terminated || truncated;
  }
  return observations;
}

test.for(tasks)(
  "$name has sizes $sizes and actions in [-1, 1]",
  ({ name, make, sizes: [observationSize, size] }) => {
    const bound = (value: number): number[] => Array.from({ length: size! }, () => value);
    expect(make(mujoco)).toMatchObject({
      name,
      observationSize,
      actions: { kind: "continuous", size, low: bound(-1), high: bound(1) },
    });
  },
);

test.for(tasks)("$name steps as Gymnasium does from 40 states, within 1e-6", ({ name, make }) => {
  const environment = make(mujoco);
  const rows = recorded(name);
  for (const row of rows) {
    environment.startFrom({
      positions: Float64Array.from(row.positions),
      velocities: Float64Array.from(row.velocities),
    });
    const { observation, reward, terminated, truncated } = environment.step(Float32Array.from(row.action));
    const { positions, velocities } = environment.state();
    expect(largestError(positions, row.nextPositions)).toBeLessThan(1e-6);
    expect(largestError(velocities, row.nextVelocities)).toBeLessThan(1e-6);
    expect(largestError(observation, row.observation)).toBeLessThan(1e-6);
    expect(largestError([reward], [row.reward])).toBeLessThan(1e-6);
    expect([terminated, truncated]).toEqual([row.terminated, false]);
  }
  expect(rows).toHaveLength(40);
});

test.for(tasks)("one seed of $name gives the same bits twice, those of its pinned hash", ({ make, hash }) => {
  const run = (): string => {
    const environment = make(mujoco);
    const random = randomStream(7, "run");
    const observations = Array.from({ length: 4 }, () => firstObservations(environment, random, 60)).flat();
    environment.dispose();
    return fingerprint(Float32Array.from(observations.flatMap((observation) => [...observation])));
  };
  const first = run();
  expect(run()).toBe(first);
  expect(first).toBe(hash);
});

test.for(tasks)(
  "an episode of $name starts at rest with noise on every number but no other",
  ({ name, make, initialHeight }) => {
    const environment = make(mujoco);
    const random = randomStream(3, "starts");
    const scale = name === "half-cheetah" ? 0.1 : 5e-3;
    const starts = Array.from({ length: 2000 }, () => {
      environment.reset(random);
      const { positions, velocities } = environment.state();
      positions[1]! -= initialHeight;
      return { positions, velocities };
    });
    const deviation = (values: number[]): number =>
      Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    // a deviation of 2,000 draws has a relative standard error of at most 1.6 %
    for (const i of starts[0]!.positions.keys()) {
      const positions = starts.map((start) => start.positions[i]!);
      expect(Math.max(...positions.map(Math.abs))).toBeLessThanOrEqual(scale);
      expect(deviation(positions) / (scale / Math.sqrt(3))).toBeCloseTo(1, 1);
      const velocities = deviation(starts.map((start) => start.velocities[i]!));
      expect(velocities / (name === "half-cheetah" ? scale : scale / Math.sqrt(3))).toBeCloseTo(1, 1);
    }
  },
);

test("hopper and walker2d end when they fall; half-cheetah goes on for 1,000 steps", () => {
  const lengths = tasks.map(({ make }) => {
    const environment = make(mujoco);
    const still = new Float32Array(environment.actions.size);
    environment.reset(randomStream(0, "starts"));
    let steps = 1;
    let step = environment.step(still);
    for (; !step.terminated && !step.truncated; steps++) step = environment.step(still);
    return { steps, terminated: step.terminated, truncated: step.truncated };
  });
  expect(lengths[1]).toEqual({ steps: 1000, terminated: false, truncated: true });
  for (const fall of [lengths[0]!, lengths[2]!]) {
    expect(fall).toMatchObject({ terminated: true, truncated: false });
    expect(fall.steps).toBeLessThan(300);
  }
});
