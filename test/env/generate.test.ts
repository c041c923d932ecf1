import { expect, test } from "vitest";
import { cartPole, cartPoleDynamics } from "../../src/env/cartpole.ts";
import { linearCartPoleController, noisyPolicy, randomPolicy } from "../../src/env/controllers.ts";
import { generateColumns } from "../../src/env/generate.ts";
import type { LogColumns } from "../../src/env/log-columns.ts";
import { pendulum } from "../../src/env/pendulum.ts";
import { uniformPolicy } from "../../src/env/uniform-policy.ts";
import { randomStream } from "../../src/kernels/random.ts";

function mixedLog(seed: number): LogColumns {
  const actions = randomStream(seed, "actions");
  return generateColumns(
    cartPole(),
    [
      { behavior: randomPolicy(2, actions), transitions: 1000 },
      { behavior: noisyPolicy(linearCartPoleController(), 0.6, 2, actions), episodes: 30 },
      { behavior: linearCartPoleController(), transitions: 501 },
    ],
    { random: randomStream(seed, "log") },
  );
}

const log = mixedLog(0);
const rows = log.actions.length;

/** Length of each episode, with the behavior that it was recorded with. */
function episodesOf({ terminated, truncated, source }: LogColumns): { length: number; source: number }[] {
  const ends = Array.from(source.keys()).filter((t) => terminated[t] === 1 || truncated[t] === 1);
  return ends.map((end, k) => ({ length: end - (ends[k - 1] ?? -1), source: source[end]! }));
}

function rowOf(column: Float32Array, row: number): Float32Array {
  return column.subarray(4 * row, 4 * row + 4);
}

test("every column has one row per transition", () => {
  expect(log.observations.length).toBe(4 * rows);
  expect(log.nextObservations.length).toBe(4 * rows);
  for (const column of [log.rewards, log.terminated, log.truncated, log.source])
    expect(column.length).toBe(rows);
});

test("a share counted in transitions ends with the first episode that reaches it", () => {
  for (const [source, share] of [
    [0, 1000],
    [2, 501],
  ] as const) {
    const lengths = episodesOf(log).flatMap((episode) => (episode.source === source ? [episode.length] : []));
    const total = lengths.reduce((sum, length) => sum + length);
    expect(total).toBeGreaterThanOrEqual(share);
    expect(total - Math.max(...lengths)).toBeLessThan(share);
  }
});

test("a share counted in episodes has exactly that many", () => {
  expect(episodesOf(log).filter(({ source }) => source === 1)).toHaveLength(30);
});

test("episodes are whole: the last row ends one, and the behavior never changes inside one", () => {
  const episodes = episodesOf(log);
  expect(episodes.reduce((sum, { length }) => sum + length, 0)).toBe(rows);
  const sourceByEpisode = episodes.flatMap(({ length, source }) => Array<number>(length).fill(source));
  expect(Array.from(log.source)).toEqual(sourceByEpisode);
});

test("both ways to end occur: balanced episodes are truncated at 500, fallen ones terminated", () => {
  expect(log.truncated.filter((flag) => flag === 1)).toHaveLength(2);
  expect(log.terminated.filter((flag) => flag === 1)).toHaveLength(episodesOf(log).length - 2);
});

test("inside an episode the successor is the next row; after it a new start follows", () => {
  for (let t = 0; t + 1 < rows; t++) {
    const ended = log.terminated[t] === 1 || log.truncated[t] === 1;
    const next = rowOf(log.observations, t + 1);
    if (ended) expect(Math.max(...next.map(Math.abs))).toBeLessThanOrEqual(Math.fround(0.05));
    else expect(rowOf(log.nextObservations, t)).toEqual(next);
  }
});

test("in every row, also at an episode's end, the successor follows from the row's state and action within 1e-6", () => {
  for (let t = 0; t < rows; t++) {
    const [x, xDot, theta, thetaDot] = rowOf(log.observations, t);
    const expected = cartPoleDynamics([x!, xDot!, theta!, thetaDot!], log.actions[t]!);
    rowOf(log.nextObservations, t).forEach((value, k) => {
      expect(Math.abs(value - expected[k]!)).toBeLessThan(1e-6);
    });
  }
});

test("the order of the episodes is shuffled, the same for the same seed and another for another", () => {
  const order = episodesOf(log).map(({ source }) => source);
  expect(order).not.toEqual(order.toSorted());
  expect(mixedLog(0)).toEqual(log);
  expect(mixedLog(1).observations).not.toEqual(log.observations);
});

const behavior = linearCartPoleController();

test.for([
  { sources: [], message: "sources must have from 1 to 256 entries; got 0" },
  { sources: Array(257).fill({ behavior, episodes: 1 }), message: "got 257" },
  { sources: [{ behavior }], message: "source 0 asks for no transitions" },
  {
    sources: [
      { behavior, episodes: 1 },
      { behavior, transitions: 1.5 },
    ],
    message: "transitions of source 1 must be a non-negative integer; got 1.5",
  },
  {
    sources: [{ behavior, episodes: -1 }],
    message: "episodes of source 0 must be a non-negative integer; got -1",
  },
])("refused: $message", ({ sources, message }) => {
  expect(() => generateColumns(cartPole(), sources, { random: randomStream(0, "log") })).toThrow(message);
});

test("without a log-probability of every behavior the log has none", () => {
  expect(log).not.toHaveProperty("behaviorLogProbabilities");
});

test("each row has the log-probability of its action under its own behavior", () => {
  const actions = randomStream(4, "actions");
  const controller = linearCartPoleController();
  const stochastic = generateColumns(
    cartPole(),
    [
      { behavior: randomPolicy(2, actions), transitions: 300 },
      { behavior: noisyPolicy(controller, 0.4, 2, actions), transitions: 300 },
    ],
    { random: randomStream(4, "log") },
  );
  const expected = Array.from(stochastic.source, (source, t) => {
    const isOwn = controller.act(rowOf(stochastic.observations, t)) === stochastic.actions[t];
    return Math.fround(Math.log(source === 0 ? 0.5 : isOwn ? 0.8 : 0.2));
  });
  expect(new Set(expected).size).toBe(3);
  expect(Array.from(stochastic.behaviorLogProbabilities!)).toEqual(expected);
});

test("continuous actions are rows of float32 numbers", () => {
  const environment = pendulum();
  const behavior = uniformPolicy(environment.actions, randomStream(4, "actions"));
  const columns = generateColumns(environment, [{ behavior, episodes: 2 }], {
    random: randomStream(4, "log"),
  });
  expect(columns.actions).toBeInstanceOf(Float32Array);
  expect(columns.actions).toHaveLength(400);
  expect(columns.observations).toHaveLength(1200);
  expect(columns.behaviorLogProbabilities).toEqual(new Float32Array(400).fill(-Math.log(4)));
  expect(columns.truncated[199]).toBe(1);
});

test("an infinite log-probability is refused", () => {
  const decide = () => ({ action: 0, logProbability: -Infinity });
  const certain = { act: () => 0, decide };
  expect(() =>
    generateColumns(cartPole(), [{ behavior: certain, episodes: 1 }], { random: randomStream(0, "log") }),
  ).toThrow(new RangeError("the logProbability of a decision must be finite; got -Infinity"));
});

test("a policy is told where episodes start", () => {
  let starts = 0;
  const counting = { ...linearCartPoleController(), startEpisode: () => void starts++ };
  generateColumns(cartPole(), [{ behavior: counting, episodes: 3 }], { random: randomStream(0, "log") });
  expect(starts).toBe(3);
});

test("a misspelt share and an unknown option are refused", () => {
  const behavior = linearCartPoleController();
  const random = randomStream(0, "log");
  // @ts-expect-error: the compiler refuses it too
  expect(() => generateColumns(cartPole(), [{ behavior, episodes: 3, transition: 9 }], { random })).toThrow(
    'source 0 has no option "transition"',
  );
  // @ts-expect-error: the compiler refuses it too
  expect(() => generateColumns(cartPole(), [{ behavior, episodes: 3 }], { random, seed: 1 })).toThrow(
    'generateColumns has no option "seed"',
  );
});
