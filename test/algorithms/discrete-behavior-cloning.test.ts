import { expect, test } from "vitest";
import { discreteBehaviorCloning } from "../../src/algorithms/discrete-behavior-cloning.ts";
import { init } from "../../src/tensor/init.ts";
import { rows } from "../kernels/reference/rows.ts";
import { logSoftmax } from "../kernels/reference/softmax.ts";
import { total } from "../kernels/reference/total.ts";
import { entriesOf } from "../tensor/entries.ts";
import { randomLog } from "./random-log.ts";
import { wholeBatch } from "./tabular-log.ts";

await init();

const log = randomLog();
const batch = wholeBatch(log, 0);
const small = { hiddenSizes: [8], learningRate: 0.01 };

test("it reports the loss before the step: the mean of −log π(a|s) of its own logits, within 1e-5", () => {
  const algorithm = discreteBehaviorCloning(log.spec, small);
  expect(algorithm.name).toBe("behavior cloning");
  expect(algorithm.spec).toBe(log.spec);
  const actions = entriesOf(batch.actions);
  for (let step = 0; step < 3; step++) {
    const logits = rows(algorithm.logits(Float32Array.from(entriesOf(batch.observations))), 3);
    const expected = -total(logits.map((row, i) => logSoftmax(row)[actions[i]!]!)) / actions.length;
    const { loss, ...others } = algorithm.update(batch);
    expect(others).toEqual({});
    expect(Math.abs(entriesOf(loss!)[0]! - expected)).toBeLessThan(1e-5);
  }
});

test("it learns nothing from rewards and successors: other ones give the same bits", () => {
  const [first, second] = [
    discreteBehaviorCloning(log.spec, small),
    discreteBehaviorCloning(log.spec, small),
  ];
  const { observations, actions } = batch;
  const others = { observations, actions, rewards: batch.discounts, discounts: batch.rewards };
  for (let step = 0; step < 3; step++) {
    first.update(batch);
    second.update({ ...others, nextObservations: observations });
  }
  expect(second.logits(log.observations)).toEqual(first.logits(log.observations));
});

test("a logit penalty keeps the logits small", () => {
  const sizeOf = (logitPenalty: number) => {
    const algorithm = discreteBehaviorCloning(log.spec, { ...small, logitPenalty });
    for (let step = 0; step < 100; step++) algorithm.update(batch);
    return total([...algorithm.logits(log.observations)].map((z) => z * z));
  };
  expect(sizeOf(10)).toBeLessThan(0.1 * sizeOf(0));
});

test("the policy takes the action of the largest logit", () => {
  const algorithm = discreteBehaviorCloning(log.spec, small);
  const policy = algorithm.policy();
  const observations = rows(log.observations, 3).map((row) => Float32Array.from(row));
  const expected = observations.map((observation) => {
    const logits = algorithm.logits(observation);
    return logits.indexOf(Math.max(...logits));
  });
  expect(observations.map((observation) => policy.act(observation))).toEqual(expected);
  expect([...policy.actBatch(log.observations)]).toEqual(expected);
  expect(new Set(expected).size).toBeGreaterThan(1);
});

test.for([0, 6])("the policy refuses %d numbers as an observation of 3", (length) => {
  expect(() => discreteBehaviorCloning(log.spec, small).policy().act(new Float32Array(length))).toThrow(
    new RangeError(`an observation must have 3 numbers; got ${length}`),
  );
});

test("logProbs are those of the actions that were taken, and refuse others than the log's", () => {
  const algorithm = discreteBehaviorCloning(log.spec, small);
  const observations = log.observations.slice(0, 6);
  const [first, second] = rows(algorithm.logits(observations), 3).map((row) => logSoftmax(row));
  const [a, b] = algorithm.logProbs(observations, Int32Array.of(2, 0));
  expect(Math.abs(a! - first![2]!)).toBeLessThan(1e-6);
  expect(Math.abs(b! - second![0]!)).toBeLessThan(1e-6);
  expect(() => algorithm.logProbs(observations, Int32Array.of(2, 3))).toThrow(
    new RangeError("actions[1] must be an integer from 0 to 2; got 3"),
  );
  expect(() => algorithm.logProbs(observations, Int32Array.of(2))).toThrow(
    new RangeError("there must be an action for each of 2 observations; got 1"),
  );
});
