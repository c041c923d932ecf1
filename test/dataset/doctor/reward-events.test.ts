import { expect, test } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../../src/dataset/dataset.ts";
import { checkRewardEvents } from "../../../src/dataset/doctor/reward-events.ts";
import { loadDataset } from "../../../src/dataset/load.ts";
import { randomStream } from "../../../src/kernels/random.ts";
import { fixturePath } from "../fixture.ts";

const EPISODES = 40;
const STEPS = 200;

/**
 * A point with a velocity wanders about, x″ = a − x / 4, and is paid 1 where ‖x‖ ≤ 1 in the state `offset` rows on: 1 is right.
 */
function goalLog(offset: number): Dataset {
  const random = randomStream(1, "goal log");
  const rows = EPISODES * STEPS;
  const observations = new Float32Array(4 * rows);
  const rewards = new Float32Array(rows);
  for (let episode = 0; episode < EPISODES; episode++) {
    const states = walk(random.uniform, STEPS + 3);
    for (let step = 0; step < STEPS; step++) {
      const row = episode * STEPS + step;
      observations.set(states[step + 1]!, 4 * row);
      const [x = 0, y = 0] = states[step + 1 + offset]!;
      rewards[row] = Number(Math.hypot(x, y) <= 1);
    }
  }
  const truncated = Uint8Array.from({ length: rows }, (_, row) => Number(row % STEPS === STEPS - 1));
  return createDataset({
    observations,
    rewards,
    truncated,
    actions: new Float32Array(rows).map(random.uniform),
  });
}

function walk(uniform: () => number, steps: number): number[][] {
  let [x, y, vx, vy] = [2 * uniform() - 1, 2 * uniform() - 1, 0, 0];
  return Array.from({ length: steps }, () => {
    vx += 0.1 * (8 * (uniform() - 0.5) - x);
    vy += 0.1 * (8 * (uniform() - 0.5) - y);
    [x, y] = [x + 0.1 * vx, y + 0.1 * vy];
    return [x, y, vx, vy];
  });
}

test("rewards that mark the state after the step are right", () => {
  expect(checkRewardEvents(goalLog(1))).toEqual([]);
});

test.each([
  [0, "of their own row", "shift rewards by one row up"],
  [-1, "of the row before", "shift rewards by two rows up"],
  [2, "two rows on", "shift rewards by one row down"],
])("those that mark the state %i rows on are a warning that says so", (offset, place, remedy) => {
  expect(checkRewardEvents(goalLog(offset))).toMatchObject([
    {
      code: "misaligned-rewards",
      severity: "warning",
      message: expect.stringContaining(place),
      evidence: { bestOffset: offset },
      remedy: expect.stringContaining(remedy),
    },
  ]);
});

test("rewards at random mark no state", () => {
  const dataset = goalLog(1);
  const random = randomStream(2, "rewards");
  expect(checkRewardEvents({ ...dataset, rewards: dataset.rewards.map(() => random.integer(2)) })).toEqual(
    [],
  );
});

/** Three crossings, all in one direction: a boundary a step further in explains the shifted rewards as well. */
test.each(["control-ok-maze2d.hdf5", "off-by-one-rewards-maze2d.hdf5"])(
  "three changes of %s say nothing",
  async (name) => {
    expect(checkRewardEvents(await loadDataset(fixturePath(name)))).toEqual([]);
  },
);
