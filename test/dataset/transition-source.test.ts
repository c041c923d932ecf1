import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { growingLog } from "../../src/dataset/growing-log.ts";
import { drawMinibatch } from "../../src/dataset/minibatch.ts";
import { mixDatasets } from "../../src/dataset/mix-datasets.ts";
import { transitionSource } from "../../src/dataset/transition-source.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { emptyMinibatch } from "./empty-minibatch.ts";

const dataset = createDataset({
  observations: [0, 1, 2, 10, 11, 12],
  actions: [0, 1, 2, 1, 0, 2],
  rewards: [1, 2, 3, 4, 5, 6],
  terminated: [0, 0, 1, 0, 0, 0],
  truncated: [0, 0, 0, 0, 0, 1],
});

test("the source of a dataset draws what drawMinibatch draws, for minibatches of any size in turn", () => {
  const source = transitionSource(dataset);
  const [random, other] = [randomStream(7, "minibatches"), randomStream(7, "minibatches")];
  for (const size of [4, 4, 9, 1, 4]) {
    const [batch, expected] = [emptyMinibatch(dataset.spec, size), emptyMinibatch(dataset.spec, size)];
    source.drawMinibatch({ random, discount: 0.5 }, batch);
    drawMinibatch(dataset, { random: other, discount: 0.5 }, new Int32Array(size), expected);
    expect(batch).toEqual(expected);
  }
});

test("it has the spec of the dataset, and is a source of itself", () => {
  const source = transitionSource(dataset);
  expect(source.spec).toBe(dataset.spec);
  expect(transitionSource(source)).toBe(source);
});

test.for([Number.NaN, -0.1, 1.5])("no source weighs successors by the discount %d", (discount) => {
  const batch = emptyMinibatch(dataset.spec, 4);
  const random = randomStream(7, "minibatches");
  const sources = [dataset, growingLog(dataset), mixDatasets([{ source: dataset, ratio: 1 }])];
  for (const source of sources.map(transitionSource)) {
    expect(() => source.drawMinibatch({ random, discount }, batch)).toThrow(
      new DatasetError(`discount must lie in [0, 1]; got ${discount}`),
    );
  }
});
