import { tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { dqn } from "../../src/algorithms/dqn.ts";
import { quantileHead } from "../../src/algorithms/value-head.ts";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";
import { randomLog } from "./random-log.ts";

await init();

// two quantiles of three actions: θ_1 = (1, 5, 0), θ_2 = (3, 6, 10)
const outputs = matrixOf([[1, 5, 0, 3, 6, 10]]);
const head = quantileHead(3, 2);

test("a value is the mean of the quantiles", () => {
  expect(entriesOf(head.values(outputs))).toEqual([2, 5.5, 5]);
  expect(entriesOf(head.judge(outputs, tensor1d([2], "int32"), matrixOf([[0, 0]])).dataValues)).toEqual([5]);
});

test("targets are all quantiles of the action of the largest value; a terminal step has the reward alone", () => {
  const backup = { rewards: tensor1d([1]), discounts: tensor1d([0.5]) };
  expect(entriesOf(head.targets(backup, outputs, head.values(outputs)))).toEqual([3.5, 4]);
  expect(entriesOf(head.targets(backup, outputs, matrixOf([[0, 0, 1]])))).toEqual([1, 6]);
  const terminal = { rewards: tensor1d([1]), discounts: tensor1d([0]) };
  expect(entriesOf(head.targets(terminal, outputs, head.values(outputs)))).toEqual([1, 1]);
});

test("errorLoss has no effect beside quantiles, and is refused", () => {
  expect(() => dqn(randomLog().spec, { quantiles: 4, errorLoss: "squared" })).toThrow(
    new RangeError('dqn\'s errorLoss has no effect when quantiles is given; got "squared"'),
  );
});

test("four quantiles of a reward of 0 or 1, as often: their mean is ½ within 0.05; a sure reward of 0.3 within 0.03", async () => {
  const rows = Array.from({ length: 80 }, (_, row) => row);
  const log = createDataset(
    {
      observations: rows.map(() => 1),
      actions: rows.map((row) => row % 2),
      rewards: rows.map((row) => (row % 2 === 0 ? Math.floor(row / 2) % 2 : 0.3)),
      terminated: rows.map(() => true),
      truncated: rows.map(() => false),
    },
    { actionCount: 2 },
  );
  const algorithm = dqn(log.spec, { quantiles: 4, hiddenSizes: [16], batchSize: 80, learningRate: 3e-3 });
  for await (const _ of fit(algorithm, log, { steps: 800 }));
  const [risky, sure] = algorithm.values(Float32Array.of(1));
  expect(Math.abs(risky! - 0.5)).toBeLessThan(0.05);
  expect(Math.abs(sure! - 0.3)).toBeLessThan(0.03);
  expect(algorithm.policy().act(Float32Array.of(1))).toBe(0);
});
