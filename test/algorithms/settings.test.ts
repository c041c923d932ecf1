import { memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { discreteBehaviorCloningDefaults } from "../../src/algorithms/discrete-behavior-cloning.ts";
import { discreteCqlDefaults } from "../../src/algorithms/discrete-cql.ts";
import { dqnDefaults } from "../../src/algorithms/dqn.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { init } from "../../src/tensor/init.ts";
import { randomLog } from "./random-log.ts";
import { wrongValues } from "./settings.ts";
import { learned, subjects } from "./subjects.ts";

await init();

const log = randomLog();

const wrongCases = subjects.flatMap((subject) =>
  Object.keys(subject.changes).flatMap((field) =>
    wrongValues(field).map((wrong) => ({ ...wrong, subject, name: subject.name })),
  ),
);

test.for(wrongCases)(
  "$name refuses $field = $shown by field, rule and value, and no tensor stays",
  ({ subject, name, field, value, shown, rule }) => {
    const before = memory();
    expect(() => subject.make(log.spec, { [field]: value })).toThrow(
      new RangeError(`${name}'s ${field} must be ${rule}; got ${shown}`),
    );
    expect(memory()).toEqual(before);
  },
);

test.for(subjects)(
  "$name refuses an unknown setting and names those that it has",
  ({ name, make, changes }) => {
    const refusal = () => make(log.spec, { conservativWeight: 1 });
    expect(refusal).toThrow(RangeError);
    expect(refusal).toThrow(`${name} has no setting "conservativWeight"; it has `);
    for (const field of Object.keys(changes)) expect(refusal).toThrow(field);
  },
);

const effectCases = subjects.flatMap((subject) =>
  Object.entries(subject.changes).map(([field, change]) => ({
    subject,
    name: subject.name,
    field,
    ...change,
  })),
);

test.for(effectCases)(
  "$name: $field has an effect: after 20 steps the first kernel is another than without it",
  async ({ subject, field, value, beside = {} }) => {
    const [usual] = await learned(subject.make(log.spec, beside), log, 20);
    const [changed] = await learned(subject.make(log.spec, { ...beside, [field]: value }), log, 20);
    expect(changed).not.toEqual(usual);
  },
);

test.for(subjects)("$name: the defaults cannot be changed, nor an array in them", ({ defaults }) => {
  expect(Object.values(defaults).filter((value) => !Object.isFrozen(value))).toEqual([]);
});

test("the defaults are those of the documentation", () => {
  const network = {
    hiddenSizes: [256, 256],
    learningRate: 3e-4,
    batchSize: 256,
    standardizeObservations: true,
  };
  expect(discreteBehaviorCloningDefaults).toEqual({ ...network, logitPenalty: 0, seed: 0 });
  const learner = {
    ...network,
    discount: 0.99,
    returnSteps: 1,
    targetUpdateRate: 0.005,
    targetUpdateInterval: 1,
    seed: 0,
  };
  expect(dqnDefaults).toEqual({ ...learner, double: false, errorLoss: "huber" });
  expect(discreteCqlDefaults).toEqual({
    ...learner,
    double: true,
    errorLoss: "squared",
    pushDown: "logSumExp",
    pushUp: true,
  });
  for (const defaults of [discreteBehaviorCloningDefaults, dqnDefaults, discreteCqlDefaults])
    expect(Object.isFrozen(defaults)).toBe(true);
});

test.for(subjects)("$name refuses continuous actions, and no tensor stays", ({ make }) => {
  const before = memory();
  const actions = { kind: "continuous", size: 2, low: [-1, -1], high: [1, 1] } as const;
  expect(() => make({ ...log.spec, actions })).toThrow(
    new TypeError("this algorithm needs discrete actions; got continuous ones of size 2"),
  );
  expect(memory()).toEqual(before);
});

test.for(subjects)("$name made from a dataset in place of its spec is told so", ({ make }) => {
  const notSpec: unknown = log;
  expect(() => make(notSpec as DatasetSpec)).toThrow(
    new TypeError("an algorithm is made from the spec of a dataset; got a dataset: pass dataset.spec"),
  );
  expect(() => make(JSON.parse("null"))).toThrow(
    new TypeError("an algorithm is made from the spec of a dataset; got null"),
  );
});
