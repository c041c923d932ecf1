import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Environment, Step } from "../../src/env/environment.ts";
import { randomStream } from "../../src/kernels/random.ts";

/** What Gymnasium did: an episode, and single steps from random states. Matrices are flat, row-major. */
export interface Recording {
  readonly environment: string;
  readonly episode: {
    readonly start: number[];
    readonly first: number[];
    readonly actions: number[];
    readonly observations: number[];
    readonly rewards: number[];
    readonly terminated: boolean;
    readonly truncated: boolean;
  };
  readonly steps: {
    readonly states: number[];
    readonly actions: number[];
    readonly nexts: number[];
    readonly observations: number[];
    readonly rewards: number[];
    /** One 0 or 1 a step. */
    readonly terminated: string;
  };
}

export function recording(name: string): Recording {
  return JSON.parse(readFileSync(new URL(`../fixtures/env/${name}.json`, import.meta.url), "utf8"));
}

/** Row `row` of a matrix, as the tuple of numbers that `like` is. */
export function rowOf(matrix: ArrayLike<number>, row: number, width: number): number[] {
  return Array.from({ length: width }, (_, i) => matrix[row * width + i]!);
}

export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  return Math.max(...Array.from(actual, (value, i) => Math.abs(value - expected[i]!)));
}

/** A stream for environments that start where they are told to. */
export const unused = randomStream(0, "unused");

/** The recorded episode again: first observation, observations, rewards within `tolerance`, and its flags. */
export function expectEpisode(
  { episode, environment: name }: Recording,
  {
    reset,
    step,
    observationSize,
    name: actualName,
  }: Pick<Environment<never>, "reset" | "observationSize" | "name"> & {
    step(action: number): Step;
  },
  tolerance: number,
): void {
  expect(actualName).toBe(name);
  expect(largestDifference(reset(unused), episode.first)).toBeLessThanOrEqual(tolerance);
  episode.actions.forEach((action, t) => {
    const { observation, reward, terminated, truncated } = step(action);
    const expected = rowOf(episode.observations, t, observationSize);
    expect(largestDifference(observation, expected)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(reward - episode.rewards[t]!)).toBeLessThanOrEqual(tolerance);
    const last = t === episode.actions.length - 1;
    expect([terminated, truncated]).toEqual([last && episode.terminated, last && episode.truncated]);
  });
}
