import { tensor, tensor1d, tensor2d, tensor3d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { actorCriticDefaults } from "../../src/algorithms/actor-critic-config.ts";
import type { ContinuousBatch } from "../../src/algorithms/batch.ts";
import { continuousInputs } from "../../src/algorithms/continuous-inputs.ts";
import { criticHead } from "../../src/algorithms/critic-head.ts";
import { critics } from "../../src/algorithms/critics.ts";
import { quantilePlaces } from "../../src/losses/quantile-huber.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { entriesOf } from "../tensor/entries.ts";
import { continuousLog } from "./continuous-log.ts";

await init();

// two critics, two rows, two quantiles
const outputs = tensor3d([
  [
    [1, 4],
    [10, 40],
  ],
  [
    [2, 3],
    [20, 30],
  ],
]);
const backup = { rewards: tensor1d([1, 0]), discounts: tensor1d([0.5, 1]) };
const head = criticHead(2);

test("returns have the rows last, so that a number of each row is subtracted from all of its quantiles", () => {
  const returns = head.returns(outputs);
  expect(returns.shape).toEqual([2, 2, 2]);
  expect(entriesOf(returns)).toEqual([1, 10, 4, 40, 2, 20, 3, 30]);
});

test("targets are the least of each quantile, a row with all of its own", () => {
  const targets = head.targets(backup, head.returns(outputs));
  expect(targets.shape).toEqual([2, 2]);
  expect(entriesOf(targets)).toEqual([1.5, 2.5, 10, 30]);
});

test("targets with a mixture of least and largest, and within bounds", () => {
  expect(entriesOf(head.targets(backup, head.returns(outputs), 0.75))).toEqual([1.625, 2.625, 12.5, 32.5]);
  expect(entriesOf(head.targets({ ...backup, upperBound: 20 }, head.returns(outputs)))).toEqual([
    1.5, 2.5, 10, 20,
  ]);
});

test("the loss is the sum over the critics of Dabney's eq. 10, in float64", () => {
  const wanted = [
    [1.5, 2.5],
    [10, 30],
  ];
  const huber = (x: number): number => (Math.abs(x) <= 1 ? x ** 2 / 2 : Math.abs(x) - 0.5);
  const rowLoss = (learned: readonly number[], row: number): number =>
    total(
      learned.map((theta, k) => {
        const errors = wanted[row]!.map((y) => y - theta);
        return (
          total(errors.map((e) => Math.abs((2 * k + 1) / 4 - (e < 0 ? 1 : 0)) * huber(e))) / errors.length
        );
      }),
    );
  const expected = total(outputs.arraySync().map((rows) => total(rows.map(rowLoss)) / rows.length));
  expect(entriesOf(head.loss(outputs, tensor2d(wanted)))[0]).toBeCloseTo(expected, 4);
});

test("one output is the value itself: the same targets and loss as without quantiles", () => {
  const values = criticHead(undefined);
  const single = tensor3d([
    [[1], [2]],
    [[3], [1]],
  ]);
  expect(entriesOf(values.targets(backup, values.returns(single)))).toEqual([1.5, 1]);
  expect(entriesOf(values.loss(single, tensor1d([1, 1])))).toEqual([2.5]);
});

const config = {
  ...actorCriticDefaults,
  hiddenSizes: [16],
  criticLearningRate: 1e-2,
  targetUpdateRate: 0.05,
  quantiles: 4,
};

/** τ-expectile of equally likely numbers: the point at which the weighted distances to both sides are the same. */
function expectile(tau: number, numbers: readonly number[]): number {
  let [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    const pull = total(numbers.map((x) => (x > middle ? tau : 1 - tau) * (x - middle)));
    [low, high] = pull > 0 ? [middle, high] : [low, middle];
  }
  return low;
}

test("quantiles of a reward of 0 or 1, as often, and of the state before it: where errors are below Huber's threshold, expectiles", () => {
  const { spec } = continuousLog();
  const inputs = continuousInputs(spec, { standardizeObservations: false });
  const q = critics(inputs, config);
  const places = entriesOf(quantilePlaces(4));
  // rows 0 and 1 end with 0 or 1; row 2 earns 1 and comes before them
  const rows = (x: readonly number[]) =>
    tensor2d(
      x.flatMap((v) => Array.from({ length: spec.observationSize }, () => v)),
      [3, spec.observationSize],
    );
  const batch: ContinuousBatch = {
    observations: rows([1, 1, -1]),
    actions: tensor(new Float32Array(3 * inputs.actionSize), [3, inputs.actionSize]),
    rewards: tensor1d([0, 1, 1]),
    discounts: tensor1d([0, 0, 1]),
    nextObservations: rows([1, 1, 1]),
  };
  for (let step = 0; step < 1500; step++) {
    q.fit(batch, q.targetsOfReturns(batch, q.targetReturns(batch.nextObservations, batch.actions)));
    q.follow();
  }
  const learned = entriesOf(q.targetReturns(batch.observations, batch.actions));
  const last = places.map((tau) => expectile(tau, [0, 1]));
  expect(last).toEqual(places.map((tau) => expect.closeTo(tau, 9)));
  const before = places.map((tau) => 1 + expectile(tau, last));
  for (const critic of [0, 1]) {
    places.forEach((_, k) => {
      const [end, , start] = learned.slice(12 * critic + 3 * k, 12 * critic + 3 * k + 3);
      expect(Math.abs(end! - last[k]!)).toBeLessThan(0.03);
      expect(Math.abs(start! - before[k]!)).toBeLessThan(0.05);
    });
  }
  const values = entriesOf(q.values(batch.observations, batch.actions));
  expect(Math.abs(values[0]! - 0.5)).toBeLessThan(0.03);
  expect(Math.abs(values[2]! - 1.5)).toBeLessThan(0.05);
});
