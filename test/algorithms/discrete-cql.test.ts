import { expect, test } from "vitest";
import { type DiscreteCqlConfig, discreteCql } from "../../src/algorithms/discrete-cql.ts";
import { dqn } from "../../src/algorithms/dqn.ts";
import { init } from "../../src/tensor/init.ts";
import { firstDifference } from "../first-difference.ts";
import { entriesOf } from "../tensor/entries.ts";
import { randomLog } from "./random-log.ts";
import { learned } from "./subjects.ts";
import { wholeBatch } from "./tabular-log.ts";

await init();

const log = randomLog();
const batch = wholeBatch(log, 0.9);
const small = { hiddenSizes: [16, 16], batchSize: 16, learningRate: 0.01 };

test("its name and the spec that it was made for", () => {
  const algorithm = discreteCql(log.spec, small);
  expect(algorithm.name).toBe("discrete CQL");
  expect(algorithm.spec).toBe(log.spec);
});

const withoutPenalty: Partial<DiscreteCqlConfig>[] = [
  {},
  { errorLoss: "squared" },
  { pushDown: "policy" },
  { pushDown: "uniform", pushUp: false },
];

test.for(withoutPenalty)(
  "with conservativeWeight 0 and %o it is double DQN: the same bits in all variables over 200 steps",
  async ({ errorLoss = "huber", ...form }) => {
    const conservative = discreteCql(log.spec, { ...small, ...form, errorLoss, conservativeWeight: 0 });
    const naive = dqn(log.spec, { ...small, errorLoss, double: true });
    const [got, expected] = [await learned(conservative, log, 200), await learned(naive, log, 200)];
    expect(got.length).toBe(expected.length);
    got.forEach((bits, i) => {
      expect(firstDifference(bits, expected[i]!)).toBeUndefined();
    });
  },
);

test("with another conservativeWeight it is not", async () => {
  const conservative = discreteCql(log.spec, { ...small, conservativeWeight: 1e-3 });
  const naive = dqn(log.spec, { ...small, double: true });
  expect(await learned(conservative, log, 5)).not.toEqual(await learned(naive, log, 5));
});

// softmax(Q) is the gradient of log Σ exp Q
test("pushing down on the policy softmax(Q) learns what logSumExp learns, within 1e-4 after 50 steps, by another penalty", () => {
  const run = (pushDown: "policy" | "logSumExp") => {
    const algorithm = discreteCql(log.spec, { ...small, learningRate: 1e-3, pushDown });
    const { penalty } = algorithm.update(batch);
    for (let step = 0; step < 50; step++) algorithm.update(batch);
    return { penalty: entriesOf(penalty!)[0]!, values: algorithm.values(log.observations) };
  };
  const [policy, logSumExp] = [run("policy"), run("logSumExp")];
  policy.values.forEach((value, i) => {
    expect(Math.abs(value - logSumExp.values[i]!)).toBeLessThan(1e-4);
  });
  expect(logSumExp.penalty - policy.penalty).toBeGreaterThan(0.5);
});

test("it reports loss, error and penalty before the step: loss = error + α · penalty, within 1e-6", () => {
  const algorithm = discreteCql(log.spec, { ...small, conservativeWeight: 2.5 });
  const { loss, temporalDifference, penalty, ...others } = algorithm.update(batch);
  expect(others).toEqual({});
  const [total, error, gap] = [loss!, temporalDifference!, penalty!].map((metric) => entriesOf(metric)[0]!);
  expect(Math.abs(total! - (error! + 2.5 * gap!))).toBeLessThan(1e-6);
});

test("with a multiplier the loss is error + α · (penalty − τ), within 1e-6, and α is reported", () => {
  const algorithm = discreteCql(log.spec, { ...small, gapThreshold: 0.25, multiplierLearningRate: 0.1 });
  algorithm.update(batch);
  const metrics = algorithm.update(batch);
  expect(Object.keys(metrics).sort()).toEqual([
    "conservativeWeight",
    "conservativeWeightAtMaximum",
    "loss",
    "penalty",
    "temporalDifference",
  ]);
  const metricOf = (name: string) => entriesOf(metrics[name]!)[0]!;
  const weight = metricOf("conservativeWeight");
  const expected = metricOf("temporalDifference") + weight * (metricOf("penalty") - 0.25);
  expect(Math.abs(metricOf("loss") - expected)).toBeLessThan(1e-6);
  expect(weight).toBeGreaterThan(1.05);
});

interface Unused {
  readonly given: Partial<DiscreteCqlConfig>;
  readonly message: string;
}

const unused: readonly Unused[] = [
  {
    given: { pushDown: "uniform", temperature: 2 },
    message: 'temperature has no effect when pushDown is "uniform"; got 2',
  },
  {
    given: { gapThreshold: 1, conservativeWeight: 3 },
    message: "conservativeWeight has no effect when gapThreshold is given; got 3",
  },
  {
    given: { gapThreshold: 1, conservativeWeight: 0 },
    message: "conservativeWeight has no effect when gapThreshold is given; got 0",
  },
  {
    given: { pushUp: false, gapThreshold: 0 },
    message: "gapThreshold cannot be used when pushUp is false: the penalty is no gap then; got 0",
  },
  {
    given: { multiplierLearningRate: 0.1 },
    message: "multiplierLearningRate has no effect when gapThreshold is not given; got 0.1",
  },
  {
    given: { multiplierMaximum: 10 },
    message: "multiplierMaximum has no effect when gapThreshold is not given; got 10",
  },
];

test.for(unused)("refused: $message", ({ given, message }) => {
  expect(() => discreteCql(log.spec, given)).toThrow(new RangeError(`discreteCql's ${message}`));
});
