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

test("a deviation whose inverse float32 cannot hold counts as none", () => {
  const tiny = { ...spec, observationStd: [2 ** -126, 2 ** -127, 1e-300] };
  expect(entriesOf(observationScaler(tiny).variables[1]!)).toEqual([2 ** 126, 1, 1]);
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
