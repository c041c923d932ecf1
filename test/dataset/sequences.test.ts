import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { growingLog } from "../../src/dataset/growing-log.ts";
import type { Minibatch } from "../../src/dataset/minibatch.ts";
import { mixDatasets } from "../../src/dataset/mix-datasets.ts";
import { type TransitionSource, transitionSource } from "../../src/dataset/transition-source.ts";
import { randomStream } from "../../src/kernels/random.ts";
import fc from "../fast-check.ts";
import { emptyMinibatch } from "./empty-minibatch.ts";
import { shuffledLog } from "./shuffled-log.ts";

type Ending = "step" | "terminated" | "truncated";

/** Observation and reward of a row are its number, from `first` on. */
function logOf(endings: readonly Ending[], isStored: boolean, first = 0): Dataset {
  const rows = endings.map((_, row) => first + row);
  return createDataset({
    observations: rows,
    actions: rows.map(() => 0),
    rewards: rows,
    terminated: endings.map((ending) => ending === "terminated"),
    truncated: endings.map((ending) => ending === "truncated"),
    ...(isStored && { nextObservations: rows.map((row) => row + 1) }),
  });
}

function drawn(
  source: TransitionSource,
  size: number,
  sequenceLength: number,
  hasNextActions = false,
): Minibatch {
  const batch = emptyMinibatch(source.spec, size, { hasContinues: true, hasNextActions });
  source.drawMinibatch({ random: randomStream(3, "minibatches"), discount: 1, sequenceLength }, batch);
  return batch;
}

const endings = fc.array(fc.constantFrom<Ending>("step", "terminated", "truncated"), {
  minLength: 2,
  maxLength: 30,
});

test("it continues exactly where the next row is the next step of the episode, and inside a run wherever it can", () => {
  const cases = fc.record({
    endings,
    isStored: fc.boolean(),
    hasNextActions: fc.boolean(),
    length: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(
    fc.property(cases, ({ endings, isStored, hasNextActions, length }) => {
      const log = logOf(endings, isStored);
      const usesEnds = isStored && !hasNextActions;
      const eligible = usesEnds
        ? [...endings.keys()]
        : [...endings.keys()].filter((row) => endings[row] === "terminated" || log.truncated[row] === 0);
      fc.pre(eligible.length > 0);
      const { rewards, continues } = drawn(transitionSource(log), 4 * length, length, hasNextActions);
      rewards.forEach((row, i) => {
        expect(eligible).toContain(row);
        const goesOn = log.terminated[row] === 0 && log.truncated[row] === 0;
        expect(continues![i]).toBe(goesOn && rewards[i + 1] === row + 1 ? 1 : 0);
        const isInside = i % length < length - 1;
        if (isInside && goesOn && eligible.includes(row + 1)) expect(continues![i]).toBe(1);
      });
    }),
  );
});

test("starts are drawn uniformly", () => {
  const log = logOf(
    Array.from({ length: 10 }, (_, row) => (row === 9 ? "terminated" : "step")),
    false,
  );
  const { rewards } = drawn(transitionSource(log), 20_000, 4);
  for (let row = 0; row < 10; row++) {
    const starts = rewards.filter((reward, i) => i % 4 === 0 && reward === row);
    // five standard deviations of a share of 1/10 in 5,000 draws
    expect(Math.abs(starts.length / 5000 - 0.1)).toBeLessThan(0.0213);
  }
});

test("a log that grows gives runs of the dataset and of what was appended, none across both", () => {
  const log = growingLog(logOf(["step", "step", "terminated"], true));
  for (let at = 100; at < 106; at++) {
    log.append({
      observation: Float32Array.of(at),
      action: 0,
      reward: at,
      nextObservation: Float32Array.of(at + 1),
      terminated: at === 102,
      truncated: at === 105,
    });
  }
  const { rewards, continues } = drawn(log, 300, 3);
  expect(new Set(rewards)).toEqual(new Set([0, 1, 2, 100, 101, 102, 103, 104, 105]));
  rewards.forEach((row, i) => {
    const goesOn = ![2, 102, 105].includes(row);
    expect(continues![i]).toBe(goesOn && rewards[i + 1] === row + 1 ? 1 : 0);
    if (i % 3 < 2 && goesOn) expect(continues![i]).toBe(1);
  });
});

test("a mixture divides runs whole: of 4 runs of 3, shares of 1 and 3", () => {
  const mixture = mixDatasets([
    { source: logOf(["step", "step", "step", "terminated"], true), ratio: 1 },
    { source: logOf(["step", "step", "step", "terminated"], true, 100), ratio: 3 },
  ]);
  const { rewards, continues } = drawn(mixture, 12, 3);
  expect([...rewards].map((row) => row >= 100)).toEqual([...Array(3).fill(false), ...Array(9).fill(true)]);
  expect(continues![11]).toBe(0);
  expect(continues!.some((flag) => flag === 1)).toBe(true);
});

test("a length that does not divide the batch is refused", () => {
  const log = logOf(["step", "terminated"], true);
  const rule = (length: number) =>
    new RangeError(`sequenceLength must divide the batch's 8 transitions; got ${length}`);
  for (const length of [3, 0, -2, 2.5, Number.NaN, 16]) {
    for (const source of [transitionSource(log), growingLog(log), mixDatasets([{ source: log, ratio: 1 }])]) {
      expect(() => drawn(source, 8, length)).toThrow(rule(length));
    }
  }
});

test("rows that are not in time order have no sequences", () => {
  const rule = new DatasetError("sequences need episodes; got none: the rows are not in time order");
  expect(() => drawn(transitionSource(shuffledLog()), 4, 2)).toThrow(rule);
  expect(() => drawn(growingLog(shuffledLog()), 4, 2)).toThrow(rule);
});
