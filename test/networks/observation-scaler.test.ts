import { memory, sum, variableGrads } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { mlp } from "../../src/networks/mlp.ts";
import { noScaler, observationScaler } from "../../src/networks/observation-scaler.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

/** The second component never changes in the log. */
const spec: DatasetSpec = {
  observationSize: 3,
  observationMean: [10, 5, -0.5],
  observationStd: [4, 0, 0.25],
  actions: { kind: "discrete", count: 2 },
};
const network = mlp("the network", [3, 8, 2], randomStream(0, "network"));
const raw = matrixOf([
  [14, 5, -0.5],
  [8, 7, 0],
]);
// (x − mean) / std by hand: (14 − 10)/4, (5 − 5)/1, 0/0.25; (8 − 10)/4, (7 − 5)/1, 0.5/0.25
const standardized = matrixOf([
  [1, 0, 0],
  [-0.5, 2, 2],
]);

test("a scaled network sees (x − mean) / std; a component that never changes is only shifted", () => {
  const scaled = observationScaler(spec).scale(network);
  expect(entriesOf(scaled.apply(raw))).toEqual(entriesOf(network.apply(standardized)));
});

test("gradients flow through the scaling into the weights: those of the network on scaled observations, to the bit", () => {
  const scaled = observationScaler(spec).scale(network);
  const got = gradientsOf(network.variables, () => scaled.apply(raw));
  expect(got).toEqual(gradientsOf(network.variables, () => network.apply(standardized)));
});

test("a deviation of at most a millionth of the mean, or of 1, counts as none", () => {
  const scaleOf = (mean: number, std: number) => {
    const one = { ...spec, observationSize: 1, observationMean: [mean], observationStd: [std] };
    return entriesOf(observationScaler(one).variables[1]!)[0];
  };
  for (const mean of [0, 0.5, -1]) {
    expect([0, 1e-300, 1e-6].map((std) => scaleOf(mean, std))).toEqual([1, 1, 1]);
    expect(scaleOf(mean, 1.01e-6)).toBe(Math.fround(1 / 1.01e-6));
  }
  for (const mean of [4e6, -4e6]) {
    expect([0.01, 4].map((std) => scaleOf(mean, std))).toEqual([1, 1]);
    expect(scaleOf(mean, 5)).toBe(Math.fround(1 / 5));
  }
});

test("a component that changes only by rounding in the log does not blow up a new observation", () => {
  const noisy = { ...spec, observationMean: [0, 0, 1000], observationStd: [1, 1, 6e-5] };
  const [, inverseStd] = observationScaler(noisy).variables;
  expect(entriesOf(inverseStd!)).toEqual([1, 1, 1]);
});

const rules = {
  observationMean: "the spec's observationMean must be an array of 3 finite numbers",
  observationStd: "the spec's observationStd must be an array of 3 finite numbers",
};

test.for(["observationMean", "observationStd"] as const)(
  "a spec whose %s is missing, of a wrong length or not finite is refused by field, rule and value",
  (field) => {
    const before = memory();
    const { [field]: _, ...without } = spec;
    const scale = (given: object) => () => observationScaler({ ...spec, ...given });
    const rule = rules[field];
    // @ts-expect-error: the compiler refuses it too
    expect(() => observationScaler(without)).toThrow(new TypeError(`${rule}; got undefined`));
    expect(scale({ [field]: 5 })).toThrow(new TypeError(`${rule}; got 5`));
    expect(scale({ [field]: [1, 2] })).toThrow(new RangeError(`${rule}; got 2`));
    expect(scale({ [field]: [1, 2, 3, 4] })).toThrow(new RangeError(`${rule}; got 4`));
    for (const bad of [Number.NaN, Infinity, null, "1"]) {
      expect(scale({ [field]: [1, bad, 3] })).toThrow(RangeError);
      expect(scale({ [field]: [1, bad, 3] })).toThrow(`; got ${bad} at 1`);
    }
    expect(memory()).toEqual(before);
  },
);

test("a negative deviation is refused, a negative mean is not", () => {
  expect(() => observationScaler({ ...spec, observationStd: [1, 1, -0.5] })).toThrow(
    new RangeError(`${rules.observationStd} of at least 0; got -0.5 at 2`),
  );
});

test("mean and deviation are no variables of the network, and not trainable", () => {
  const scaler = observationScaler(spec);
  expect(scaler.scale(network).variables).toEqual(network.variables);
  expect(scaler.variables.map(entriesOf)).toEqual([
    [10, 5, -0.5],
    [0.25, 1, 4],
  ]);
  expect(scaler.variables.map(({ trainable }) => trainable)).toEqual([false, false]);
  expect(() => variableGrads(() => sum(network.apply(raw)), [...scaler.variables])).toThrow(
    "none of the 2 variables is trainable",
  );
});

test("the scaler's names say what they are", () => {
  const [mean, inverseStd] = observationScaler(spec).variables;
  expect(mean!.name).toMatch(/^mean of the observations /);
  expect(inverseStd!.name).toMatch(/^inverse deviation of the observations /);
});

test("making and scaling leave only two variables, and dispose leaves nothing", () => {
  const before = memory();
  const scaler = observationScaler(spec);
  scaler.scale(network);
  expect(memory().numTensors - before.numTensors).toBe(2);
  scaler.dispose();
  expect(memory()).toEqual(before);
});

test("without a scaler the network is used as it is", () => {
  const scaler = noScaler();
  expect(scaler.scale(network)).toBe(network);
  expect(scaler.variables).toEqual([]);
  const before = memory();
  scaler.dispose();
  expect(memory()).toEqual(before);
});
