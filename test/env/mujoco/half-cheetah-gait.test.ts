import { expect, test } from "vitest";
import { episode } from "../../../src/env/episode.ts";
import { halfCheetah } from "../../../src/env/mujoco/half-cheetah.ts";
import { halfCheetahGait } from "../../../src/env/mujoco/half-cheetah-gait.ts";
import { loadMujoco } from "../../../src/env/mujoco/load.ts";
import { randomStream } from "../../../src/kernels/random.ts";

const mujoco = await loadMujoco();

test("the gait covers 150 m in an episode for a return above 3,000, from each of 3 starts", () => {
  const environment = halfCheetah(mujoco);
  const gait = halfCheetahGait();
  const random = randomStream(1, "starts");
  for (let k = 0; k < 3; k++) {
    let total = 0;
    for (const { reward } of episode(environment, gait, random)) total += reward;
    expect(total).toBeGreaterThan(3000);
    expect(environment.state().positions[0]).toBeGreaterThan(150);
  }
});

test("actions are biasᵢ + amplitudeᵢ·sin(2π·3.7·0.05·t + phaseᵢ), cut off at ±1", () => {
  const gait = halfCheetahGait();
  const observation = new Float32Array(17);
  const [first, second] = [gait.act(observation), gait.act(observation)];
  expect(first[0]).toBe(-1);
  expect(first[3]).toBeCloseTo(-0.53 + 0.58 * Math.sin(0.52), 6);
  expect(second[3]).toBeCloseTo(-0.53 + 0.58 * Math.sin(2 * Math.PI * 0.185 + 0.52), 6);
});

test("an observation of another environment is refused", () => {
  expect(() => halfCheetahGait().act(new Float32Array(11))).toThrow(
    "a half-cheetah observation must have 17 numbers; got 11",
  );
});

test("a new episode starts the gait anew", () => {
  const gait = halfCheetahGait();
  const observation = new Float32Array(17);
  const first = gait.act(observation);
  expect(gait.act(observation)).not.toEqual(first);
  gait.startEpisode?.();
  expect(gait.act(observation)).toEqual(first);
});
