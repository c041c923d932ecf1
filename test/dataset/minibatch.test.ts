import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import {
  drawMinibatch,
  fillMinibatch,
  type Minibatch,
  sampleTransitions,
} from "../../src/dataset/minibatch.ts";
import { randomStream } from "../../src/kernels/random.ts";
import fc from "../fast-check.ts";
import { emptyMinibatch } from "./empty-minibatch.ts";

const columns = {
  observations: [0, 0.5, 1, 1.5, 10, 10.5, 11, 11.5],
  actions: [0, 1, 2, 1],
  rewards: [1, 2, 3, 4],
  terminated: [0, 1, 0, 0],
  truncated: [0, 0, 0, 1],
};
const implicit = createDataset(columns);
const explicit = createDataset({ ...columns, nextObservations: [1, 1.5, 2, 2.5, 11, 11.5, 12, 12.5] });

function minibatch(dataset: Dataset, rows: number[], discount: number): Minibatch {
  const batch = emptyMinibatch(dataset.spec, rows.length);
  fillMinibatch(dataset, Int32Array.from(rows), discount, batch);
  return batch;
}

test("a minibatch holds its rows in order, repeats included, and the following row as successor", () => {
  expect(minibatch(implicit, [2, 0, 2], 0.5)).toEqual({
    observations: Float32Array.of(10, 10.5, 0, 0.5, 10, 10.5),
    actions: Int32Array.of(2, 0, 2),
    rewards: Float32Array.of(3, 1, 3),
    discounts: Float32Array.of(0.5, 0.5, 0.5),
    nextObservations: Float32Array.of(11, 11.5, 1, 1.5, 11, 11.5),
  });
});

test("a terminated row has discount 0, and its own observation where no successor is stored", () => {
  const batch = minibatch(implicit, [1], 0.9);
  expect(batch.discounts).toEqual(Float32Array.of(0));
  expect(batch.nextObservations).toEqual(Float32Array.of(1, 1.5));
});

test("a truncated row keeps its discount and its stored successor", () => {
  const batch = minibatch(explicit, [3, 1], 0.5);
  expect(batch.discounts).toEqual(Float32Array.of(0.5, 0));
  expect(batch.nextObservations).toEqual(Float32Array.of(12, 12.5, 2, 2.5));
});

test("continuous actions are gathered with all their components", () => {
  const continuous = createDataset({
    ...columns,
    actions: [
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
    ],
  });
  expect(minibatch(continuous, [2, 0], 1).actions).toEqual(Float32Array.of(4, 5, 0, 1));
});

test.each([1, 24, 25, 60])("observations of %d components are gathered whole", (size) => {
  const rows = 6;
  const wide = createDataset({
    observations: Float32Array.from({ length: rows * size }, (_, i) => i),
    actions: new Int32Array(rows),
    rewards: new Float32Array(rows),
    terminated: [0, 0, 0, 0, 0, 1],
    truncated: [0, 0, 0, 0, 0, 0],
  });
  const { observations, nextObservations } = minibatch(wide, [3, 0], 1);
  const row = (index: number) => Array.from({ length: size }, (_, i) => index * size + i);
  expect(observations).toEqual(Float32Array.from([...row(3), ...row(0)]));
  expect(nextObservations).toEqual(Float32Array.from([...row(4), ...row(1)]));
});

test("a row that is no transition is refused by its place", () => {
  for (const row of [-1, 4]) {
    expect(() => minibatch(explicit, [0, row], 1)).toThrow(
      `rows[1] must be one of the dataset's transitions; got row ${row}`,
    );
  }
  expect(() => minibatch(implicit, [3], 1)).toThrow(
    "rows[0] must be one of the dataset's transitions; got row 3",
  );
});

test("an array of the wrong size is refused by name, and nothing is written", () => {
  for (const name of ["observations", "actions", "rewards", "discounts", "nextObservations"] as const) {
    const batch = { ...emptyMinibatch(implicit.spec, 2), [name]: new Float32Array(5) };
    const before = structuredClone(batch);
    expect(() => fillMinibatch(implicit, Int32Array.of(0, 1), 1, batch)).toThrow(
      `${name} of the minibatch must have`,
    );
    expect(batch).toEqual(before);
  }
});

test("actions of another type than the dataset's are refused, whose entries they would truncate", () => {
  const batch = { ...emptyMinibatch(implicit.spec, 1), actions: new Float32Array(1) };
  expect(() => fillMinibatch(implicit, Int32Array.of(0), 1, batch)).toThrow(
    "actions of the minibatch must be a Int32Array, as the dataset's; got Float32Array",
  );
});

test.each([
  ["implicit", implicit],
  ["explicit", explicit],
])("drawMinibatch draws and gathers the transitions of an %s log that the two steps would", (_, dataset) => {
  const [random, other] = [randomStream(3, "batch"), randomStream(3, "batch")];
  const [rows, otherRows] = [new Int32Array(6), new Int32Array(6)];
  const [batch, expected] = [emptyMinibatch(dataset.spec, 6), emptyMinibatch(dataset.spec, 6)];
  for (let repeat = 0; repeat < 3; repeat++) {
    drawMinibatch(dataset, { random, discount: 0.5 }, rows, batch);
    sampleTransitions(dataset, other, otherRows);
    fillMinibatch(dataset, otherRows, 0.5, expected);
    expect(batch).toEqual(expected);
  }
});

test("a discount outside [0, 1] is refused", () => {
  expect(() => minibatch(implicit, [0], 99)).toThrow("discount must lie in [0, 1]; got 99");
});

test("rows outside the target view stay untouched: views may lie in shared memory", () => {
  const memory = new Float32Array(8).fill(7);
  const batch = { ...emptyMinibatch(implicit.spec, 2), observations: memory.subarray(2, 6) };
  fillMinibatch(implicit, Int32Array.of(0, 2), 1, batch);
  expect(memory).toEqual(Float32Array.of(7, 7, 0, 0.5, 10, 10.5, 7, 7));
});

test("every transition can be gathered, with finite values and a successor in its own episode", () => {
  const kinds = fc.array(fc.constantFrom("step", "terminated", "truncated"), { minLength: 2, maxLength: 40 });
  fc.assert(
    fc.property(kinds, (steps) => {
      const dataset = createDataset({
        observations: [...steps.keys()],
        actions: steps.map(() => 0),
        rewards: steps.map(() => 0),
        terminated: steps.map((kind) => kind === "terminated"),
        truncated: steps.map((kind) => kind === "truncated"),
      });
      const rows = [...dataset.transitions];
      const { nextObservations, discounts } = minibatch(dataset, rows, 0.5);
      rows.forEach((row, i) => {
        const { end } = dataset.episodes.find((episode) => row < episode.end)!;
        expect(nextObservations[i]).toBe(steps[row] === "terminated" ? row : row + 1);
        expect(nextObservations[i]).toBeLessThan(end);
        expect(discounts[i]).toBe(steps[row] === "terminated" ? 0 : 0.5);
      });
    }),
  );
});

test("sampling is a function of the stream, with replacement, over the transitions only", () => {
  const rows = new Int32Array(3000);
  sampleTransitions(implicit, randomStream(1, "batch"), rows);
  const again = new Int32Array(3000);
  sampleTransitions(implicit, randomStream(1, "batch"), again);
  expect(again).toEqual(rows);
  for (const row of implicit.transitions) {
    const share = rows.filter((drawn) => drawn === row).length / rows.length;
    // five standard deviations of a share of 1/3 in 3,000 draws
    expect(Math.abs(share - 1 / 3)).toBeLessThan(0.043);
  }
  expect(new Set(rows)).toEqual(new Set(implicit.transitions));
});

test("a dataset without transitions cannot be sampled", () => {
  const single = createDataset({
    observations: [1],
    actions: [0],
    rewards: [0],
    terminated: [0],
    truncated: [1],
  });
  expect(() => sampleTransitions(single, randomStream(0, "batch"), new Int32Array(1))).toThrow(
    "the dataset has no transitions to sample",
  );
});
