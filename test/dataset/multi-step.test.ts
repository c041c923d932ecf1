import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { drawMinibatch, fillMinibatch, type Minibatch } from "../../src/dataset/minibatch.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { mismatches } from "../conformance.ts";
import fc from "../fast-check.ts";
import { emptyMinibatch } from "./empty-minibatch.ts";
import { returnLog, returnVectors } from "./returns-vectors.ts";
import { shuffledLog } from "./shuffled-log.ts";

/** Two episodes of four rows: the first terminated, the second truncated. */
const columns = {
  observations: [0, 1, 2, 3, 10, 11, 12, 13],
  actions: [0, 1, 2, 0, 1, 2, 0, 1],
  rewards: [1, 2, 4, 8, 16, 32, 64, 128],
  terminated: [0, 0, 0, 1, 0, 0, 0, 0],
  truncated: [0, 0, 0, 0, 0, 0, 0, 1],
};
const explicit = createDataset({ ...columns, nextObservations: [1, 2, 3, 4, 11, 12, 13, 14] });
const implicit = createDataset(columns);

function minibatch(dataset: Dataset, rows: readonly number[], discount: number, steps: number): Minibatch {
  const batch = emptyMinibatch(dataset.spec, rows.length);
  fillMinibatch(dataset, Int32Array.from(rows), discount, batch, steps);
  return batch;
}

test("by hand, n = 2, γ = ½: 1 + ½·2, then γ² V(2); at the end 8 and nothing more", () => {
  expect(minibatch(explicit, [0, 2, 3], 0.5, 2)).toEqual({
    observations: Float32Array.of(0, 2, 3),
    actions: Int32Array.of(0, 2, 0),
    rewards: Float32Array.of(1 + 1, 4 + 4, 8),
    discounts: Float32Array.of(0.25, 0, 0),
    nextObservations: Float32Array.of(2, 4, 4),
  });
});

test("by hand, n = 3 at a truncated end: fewer steps, and the value of the stored final observation", () => {
  expect(minibatch(explicit, [4, 5, 6, 7], 0.5, 3)).toMatchObject({
    rewards: Float32Array.of(16 + 16 + 16, 32 + 32 + 32, 64 + 64, 128),
    discounts: Float32Array.of(0.125, 0.125, 0.25, 0.5),
    nextObservations: Float32Array.of(13, 14, 14, 14),
  });
});

test("a truncated end whose successor is not known is not used: the sum stops before it", () => {
  expect(minibatch(implicit, [4, 5, 6], 0.5, 3)).toMatchObject({
    rewards: Float32Array.of(16 + 16 + 16, 32 + 32, 64),
    discounts: Float32Array.of(0.125, 0.25, 0.5),
    nextObservations: Float32Array.of(13, 13, 13),
  });
});

test("more steps than an episode has reach its end", () => {
  const batch = minibatch(implicit, [0, 1], 1, 1000);
  expect(batch.rewards).toEqual(Float32Array.of(15, 14));
  expect(batch.discounts).toEqual(Float32Array.of(0, 0));
});

const golden = returnVectors.cases.flatMap((each) => each.nStep.map((wanted) => ({ each, wanted })));

test.for(golden)("golden vectors: $each.name, $wanted.n steps", ({ each, wanted }) => {
  const rows = [...each.input.reward.keys()];
  const batch = minibatch(returnLog(each), rows, each.input.discount, wanted.n);
  const { plainFloat32, float64Inside } = returnVectors.tolerance;
  const sizes = { Scale: each.scale };
  expect([
    ...mismatches("reward", batch.rewards, wanted.reward, float64Inside, sizes),
    ...mismatches("discount", batch.discounts, wanted.discount, plainFloat32, { Scale: 1 }),
  ]).toEqual([]);
  expect([...batch.nextObservations]).toEqual(wanted.lastIndex.map((row) => row + 1));
});

test("n steps are n transitions in a row: rewards and discounts chain, the successor is the last one's", () => {
  const kinds = fc.array(fc.constantFrom("step", "step", "terminated", "truncated"), {
    minLength: 2,
    maxLength: 30,
  });
  fc.assert(
    fc.property(kinds, fc.boolean(), fc.integer({ min: 1, max: 6 }), (steps, isStored, n) => {
      const rows = [...steps.keys()];
      const dataset = createDataset({
        observations: rows,
        actions: rows.map(() => 0),
        rewards: rows.map((row) => row + 1),
        terminated: steps.map((kind) => kind === "terminated"),
        truncated: steps.map((kind) => kind === "truncated"),
        ...(isStored && { nextObservations: rows.map((row) => row + 1) }),
      });
      const transitions = [...dataset.transitions];
      const [single, several] = [1, n].map((count) => minibatch(dataset, transitions, 0.5, count));
      const of = (row: number): number => transitions.indexOf(row);
      transitions.forEach((row, i) => {
        const { end } = dataset.episodes.find((episode) => row < episode.end)!;
        const window = rows.slice(row, Math.min(row + n, end)).filter((used) => of(used) >= 0);
        const last = of(window.at(-1)!);
        const reward = window.reduce((sum, used, k) => sum + 0.5 ** k * single!.rewards[of(used)]!, 0);
        expect(several!.rewards[i]).toBeCloseTo(reward, 5);
        expect(several!.discounts[i]).toBe(0.5 ** (window.length - 1) * single!.discounts[last]!);
        expect(several!.nextObservations[i]).toBe(single!.nextObservations[last]);
      });
    }),
  );
});

test("drawMinibatch draws the same rows for every n", () => {
  for (const returnSteps of [1, 2, 5]) {
    const [batch, rows] = [emptyMinibatch(explicit.spec, 6), new Int32Array(6)];
    const sampling = { random: randomStream(3, "batch"), discount: 0.5, returnSteps };
    drawMinibatch(explicit, sampling, rows, batch);
    expect(batch).toEqual(minibatch(explicit, [...rows], 0.5, returnSteps));
    expect([...rows].map((row) => columns.observations[row])).toEqual([...batch.observations]);
  }
});

test.for([0, -1, 1.5, Number.NaN])("%d steps are refused", (returnSteps) => {
  const message = `returnSteps must be an integer of at least 1; got ${returnSteps}`;
  expect(() => minibatch(explicit, [0], 1, returnSteps)).toThrow(new DatasetError(message));
  const sampling = { random: randomStream(3, "batch"), discount: 0.5, returnSteps };
  const draw = () => drawMinibatch(explicit, sampling, new Int32Array(1), emptyMinibatch(explicit.spec, 1));
  expect(draw).toThrow(new DatasetError(message));
});

test("rows that are not in time order have transitions of one step only", () => {
  expect(minibatch(shuffledLog(), [0], 1, 1).rewards).toEqual(Float32Array.of(1));
  expect(() => minibatch(shuffledLog(), [0], 1, 2)).toThrow(
    new DatasetError("returnSteps must be 1; got 2: the rows are not in time order"),
  );
});
