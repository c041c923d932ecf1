import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { initialObservations } from "../../src/dataset/initial-observations.ts";
import { loadDataset } from "../../src/dataset/load.ts";
import { fixturePath } from "./fixture.ts";

const dataset = createDataset({
  observations: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  actions: [0, 1, 0, 1, 0],
  rewards: [0, 0, 0, 0, 0],
  terminated: [0, 1, 0, 0, 0],
  truncated: [0, 0, 1, 0, 1],
});

test("the initial observations are the first of every episode, one after another", () => {
  expect(initialObservations(dataset)).toEqual(Float32Array.of(0, 1, 4, 5, 6, 7));
});

test("the initial observations share no memory with the dataset", () => {
  initialObservations(dataset).fill(-1);
  expect(dataset.observations[0]).toBe(0);
});

test("a log whose rows are not in time order has no initial observations", async () => {
  const shuffled = await loadDataset(fixturePath("shuffled-rows.hdf5"), { onWarning: () => {} });
  expect(() => initialObservations(shuffled)).toThrow(
    "initial observations need episodes; got none: the rows are not in time order",
  );
});
