import { memory, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import {
  type QLearner,
  type QLearnerConfig,
  qLearner,
  qLearnerDefaults,
} from "../../src/algorithms/q-learner.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { negativeLogLikelihood } from "../../src/losses/negative-log-likelihood.ts";
import { init } from "../../src/tensor/init.ts";
import { minimize } from "../../src/tensor/minimize.ts";
import { rows } from "../kernels/reference/rows.ts";
import { entriesOf } from "../tensor/entries.ts";
import { contentsOf } from "./contents.ts";
import { randomLog } from "./random-log.ts";
import { wholeBatch } from "./tabular-log.ts";

await init();

const log = randomLog();
const batch = wholeBatch(log, 0.9);

function learnerOf(config: Partial<QLearnerConfig> = {}): QLearner {
  const choices = { double: false, errorLoss: "huber" } as const;
  const small = { ...qLearnerDefaults, ...choices, hiddenSizes: [8], learningRate: 0.01 };
  return qLearner(log.spec, { ...small, ...config });
}

/** A step that moves the online network, and the target network when it is its turn. */
function step({ online, optimizer, updateTarget }: QLearner): void {
  const loss = () => negativeLogLikelihood(online.apply(batch.observations), batch.actions);
  tidy(() => void minimize("the loss", optimizer, () => ({ loss: loss() })));
  updateTarget();
}

/** Bits of the two networks: the online one's variables come first, then as many of the target's. */
function networksOf({ variables, online }: QLearner) {
  const count = online.variables.length;
  return {
    online: contentsOf(variables.slice(0, count)),
    target: contentsOf(variables.slice(count, 2 * count)),
  };
}

test("the target network starts with the bits of the online one", () => {
  const { online, target } = networksOf(learnerOf());
  expect(target).toEqual(online);
});

test("one seed starts from one set of weights and draws one sequence of minibatches, another from others", () => {
  const [first, second, other] = [learnerOf({ seed: 7 }), learnerOf({ seed: 7 }), learnerOf({ seed: 8 })];
  expect(networksOf(second)).toEqual(networksOf(first));
  expect(networksOf(other).online[0]).not.toEqual(networksOf(first).online[0]);
  const draws = ({ sampling }: QLearner) => Array.from({ length: 5 }, () => sampling.random.bits());
  expect(draws(second)).toEqual(draws(learnerOf({ seed: 7 })));
  expect(draws(other)).not.toEqual(draws(first));
});

test("minibatches come from a stream of their own: not the one of the weights", () => {
  const { sampling } = learnerOf({ seed: 7 });
  expect(sampling.random.state).toEqual(randomStream(7, "minibatches").state);
});

test("batch size, discount and steps are handed on to whoever draws the batches", () => {
  const { sampling } = learnerOf({ batchSize: 17, discount: 0.25, returnSteps: 5 });
  expect(sampling).toMatchObject({ batchSize: 17, discount: 0.25, returnSteps: 5 });
});

test("the diagnosis is the mean value of the log's, the best and all actions, by the online network", () => {
  const learner = learnerOf();
  step(learner);
  const values = rows(learner.values(Float32Array.from(entriesOf(batch.observations))), 3);
  const mean = (numbers: number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const before = memory();
  const { dataValue, policyValue, randomValue } = learner.diagnose(batch);
  expect(memory().numTensors).toBe(before.numTensors + 3);
  const actions = entriesOf(batch.actions);
  expect(entriesOf(dataValue)[0]).toBeCloseTo(mean(values.map((row, i) => row[actions[i]!]!)), 6);
  expect(entriesOf(policyValue)[0]).toBeCloseTo(mean(values.map((row) => Math.max(...row))), 6);
  expect(entriesOf(randomValue)[0]).toBeCloseTo(mean(values.flat()), 6);
});

test("hidden layers have the sizes of the settings; without any the network is linear", () => {
  const shapes = (hiddenSizes: number[]) =>
    learnerOf({ hiddenSizes }).online.variables.map(({ shape }) => shape);
  expect(shapes([8, 5])).toEqual([[3, 8], [8], [8, 5], [5], [5, 3], [3]]);
  expect(shapes([])).toEqual([[3, 3], [3]]);
});

test("the target network moves by its rate, at every step whose number the interval divides", () => {
  const learner = learnerOf({ targetUpdateInterval: 3, targetUpdateRate: 0.25 });
  const start = learner.variables.slice(4, 8).map(entriesOf);
  const before = networksOf(learner).target;
  step(learner);
  step(learner);
  expect(networksOf(learner).target).toEqual(before);
  step(learner);
  const [online, target] = [learner.variables.slice(0, 4), learner.variables.slice(4, 8)].map((part) =>
    part.map(entriesOf),
  );
  target!.forEach((entries, i) => {
    entries.forEach((entry, j) => {
      const old = start[i]![j]!;
      expect(Math.abs(entry - (old + 0.25 * (online![i]![j]! - old)))).toBeLessThan(1e-7);
    });
  });
  expect(networksOf(learner).target).not.toEqual(before);
});

test("a rate of 1 copies the online network, to the bit", () => {
  const learner = learnerOf({ targetUpdateRate: 1 });
  step(learner);
  const { online, target } = networksOf(learner);
  expect(target).toEqual(online);
});

/** Q of the successors, by the online network, which the target network equals before the first step. */
function nextValues({ values }: QLearner): number[][] {
  return rows(values(Float32Array.from(entriesOf(batch.nextObservations))), 3);
}

function best(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

test.for([false, true])(
  "double %s: the target is r + discount · Q̄(s′, a) at the best a of the online network if double, else of Q̄, within 1e-6",
  (double) => {
    const learner = learnerOf({ targetUpdateRate: 1e-9, double });
    const before = nextValues(learner);
    for (let i = 0; i < 20; i++) step(learner);
    const [rewards, discounts] = [entriesOf(batch.rewards), entriesOf(batch.discounts)];
    const chosen = (double ? nextValues(learner) : before).map(best);
    entriesOf(learner.targets(batch)).forEach((target, i) => {
      const expected = rewards[i]! + discounts[i]! * before[i]![chosen[i]!]!;
      expect(Math.abs(target - expected)).toBeLessThan(1e-6);
    });
    // else the two forms could not be told apart
    const moved = nextValues(learner).filter((values, i) => best(values) !== best(before[i]!));
    expect(moved.length).toBeGreaterThan(10);
  },
);

test("value bounds limit the targets, to the bit, and nothing else does", () => {
  const free = entriesOf(learnerOf().targets(batch));
  const limited = entriesOf(learnerOf({ valueBounds: [-0.5, 0.25] }).targets(batch));
  expect(limited).toEqual(free.map((target) => Math.min(Math.max(target, -0.5), 0.25)));
  expect(new Set(limited).size).toBeLessThan(new Set(free).size);
  expect(Math.min(...free)).toBeLessThan(-0.5);
  expect(Math.max(...free)).toBeGreaterThan(0.25);
});

test("by default networks see (x − mean) / std of the log, else what is there", () => {
  const { observationMean, observationStd } = log.spec;
  const [standardizing, plain] = [learnerOf(), learnerOf({ standardizeObservations: false })];
  const raw = log.observations.subarray(0, 30);
  const standardized = raw.map((x, i) => (x - observationMean[i % 3]!) / observationStd[i % 3]!);
  const [got, expected] = [standardizing.values(raw), plain.values(standardized)];
  got.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5);
  });
  expect(plain.values(raw)).not.toEqual(expected);
});

test("the policy takes the action of the largest value, and goes on with training", () => {
  const learner = learnerOf();
  const policy = learner.policy();
  const act = () => rows(log.observations, 3).map((row) => policy.act(Float32Array.from(row)));
  const expected = () => rows(learner.values(log.observations), 3).map(best);
  const before = act();
  expect(before).toEqual(expected());
  for (let i = 0; i < 20; i++) step(learner);
  expect(act()).toEqual(expected());
  expect([...policy.actBatch(log.observations)]).toEqual(expected());
  expect(act()).not.toEqual(before);
});

test.for([0, 2, 6])("the policy refuses %d numbers as an observation of 3", (length) => {
  expect(() => learnerOf().policy().act(new Float32Array(length))).toThrow(
    new RangeError(`an observation must have 3 numbers; got ${length}`),
  );
});

test.for([true, false])("dispose frees everything, standardizeObservations %s", (standardizeObservations) => {
  const before = memory();
  const learner = learnerOf({ standardizeObservations });
  step(learner);
  expect(memory().numTensors).toBe(before.numTensors + learner.variables.length);
  learner.policy().act(log.observations.slice(0, 3));
  learner.dispose();
  expect(memory()).toEqual(before);
});
