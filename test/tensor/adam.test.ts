import {
  dispose,
  memory,
  type Tensor,
  tensor,
  tensor1d,
  tidy,
  type Variable,
  variable,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { type Adam, adam } from "../../src/tensor/adam.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { init } from "../../src/tensor/init.ts";
import { loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { normals } from "../kernels/draw.ts";
import { array, matrix, vector } from "./draw.ts";
import { entriesOf, vectorOf, zerosAs } from "./entries.ts";

await init();

const columns = ["parameters", "firstMoment", "secondMoment"] as const;
type Column = (typeof columns)[number];

interface Case {
  name: string;
  rule: "adam" | "adamW" | "adamWithL2";
  input: {
    learningRate: number;
    beta1: number;
    beta2: number;
    epsilon: number;
    weightDecay: number;
    parameters: number[];
    gradients: number[][];
  };
  steps: Record<Column, number[]>[];
}

const { cases, tolerance } = loadVectors<{
  cases: (Case | { rule: "polyak" })[];
  tolerance: Record<Column, Tolerance>;
}>("optimizers");
const golden = cases.filter((each) => each.rule !== "polyak");

test.for(golden)(
  "golden $name: variables and moments after each of five steps within the tolerance of the file",
  ({ name, rule, input, steps }) => {
    const { weightDecay: decay, parameters, gradients, ...settings } = input;
    const parameter = vectorOf(parameters);
    const optimizer = adam([parameter], {
      ...settings,
      l2Decay: rule === "adamWithL2" ? decay : 0,
      weightDecay: rule === "adamW" ? decay : 0,
    });
    const [, firstMoment, secondMoment] = optimizer.state;
    const tensors = { parameters: parameter, firstMoment: firstMoment!, secondMoment: secondMoment! };
    const sizes = {
      LearningRate: input.learningRate,
      LargestGradient: Math.max(...gradients.flat().map(Math.abs)),
    };
    for (const [i, expected] of steps.entries()) {
      optimizer.step([tensor1d(gradients[i]!)]);
      for (const column of columns) {
        const got = entriesOf(tensors[column]);
        expect(mismatches(`${name} ${column}`, got, expected[column], tolerance[column], sizes)).toEqual([]);
      }
    }
  },
);

test("the paper's settings are the defaults: the same bits as with them written out", () => {
  const [implicit, explicit] = [vectorOf([1, 2]), vectorOf([1, 2])];
  const written = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, l2Decay: 0, weightDecay: 0 };
  const optimizers = [
    adam([implicit], { learningRate: 0.1 }),
    adam([explicit], { learningRate: 0.1, ...written }),
  ];
  // the first step does not depend on β₁ and β₂
  for (const gradient of [
    [0.3, -4],
    [5, 1e-8],
  ]) {
    for (const optimizer of optimizers) optimizer.step([tensor1d(gradient)]);
  }
  expect(entriesOf(implicit)).toEqual(entriesOf(explicit));
});

test("a step is in place: the heap addresses of the variables do not change", () => {
  const backend = acceleratedBackend();
  const stream = randomStream(0, "address");
  const variables = [matrix(stream, [3, 5]), vector(stream, [5])];
  const optimizer = adam(variables, { learningRate: 0.1 });
  const addresses = () => [...variables, ...optimizer.state].map((each) => backend.address(each));
  const before = addresses();
  for (let i = 0; i < 3; i++) optimizer.step(variables.map(({ shape }) => array(stream, shape)));
  expect(addresses()).toEqual(before);
});

/** Copies of tensors' bits, as a checkpoint holds them. */
function save(tensors: readonly Tensor[]): Float32Array[] {
  return tensors.map((each) => Float32Array.from(each.dataSync<"float32">()));
}

function restore(variables: readonly Variable[], saved: readonly Float32Array[]): void {
  for (const [i, each] of variables.entries()) tidy(() => each.assign(tensor(saved[i]!, each.shape)));
}

function bits(arrays: readonly Float32Array[]): number[][] {
  return arrays.map(({ buffer }) => [...new Int32Array(buffer)]);
}

/** Everything that training changes. */
function everything({ variables, state }: Adam): Variable[] {
  return [...variables, ...state];
}

test("after 1 to 200 steps the variables and the state, restored elsewhere, go on to the same bits and step count", () => {
  const stream = randomStream(0, "resume");
  const settings = { learningRate: 0.01, weightDecay: 0.1 };
  const original = adam([matrix(stream, [3, 5]), vector(stream, [3])], settings);
  const restored = adam([matrix(stream, [3, 5]), vector(stream, [3])], settings);
  const draw = () => original.variables.map(({ shape, size }) => tensor(normals(stream, size), shape));
  for (let i = 1; i <= 200; i++) {
    tidy(() => original.step(draw()));
    restore(everything(restored), save(everything(original)));
    tidy(() => {
      const gradients = draw();
      original.step(gradients);
      restored.step(gradients);
    });
    expect(bits(save(everything(restored)))).toEqual(bits(save(everything(original))));
    expect(restored.steps()).toBe(original.steps());
  }
  expect(original.steps()).toBe(400);
});

test("the state is not trainable, counts two moments a variable and the settings, and dispose frees it all", () => {
  const parameter = vectorOf([1, 2, 3]);
  const before = memory();
  const optimizer = adam([parameter], { learningRate: 0.1 });
  expect(optimizer.state).toHaveLength(3);
  expect(optimizer.state.map(({ trainable }) => trainable)).toEqual([false, false, false]);
  expect(memory().numTensors).toBe(before.numTensors + 3);
  optimizer.step([tensor1d([1, 1, 1])]);
  optimizer.dispose();
  expect(entriesOf(parameter)[0]).toBeCloseTo(0.9, 5);
  expect(memory().numTensors).toBe(before.numTensors + 1);
});

test.for([
  {
    settings: { learningRate: 0 },
    rule: "learningRate must be a positive number that float32 can hold; got 0",
  },
  {
    settings: { learningRate: Number.NaN },
    rule: "learningRate must be a positive number that float32 can hold; got NaN",
  },
  {
    settings: { learningRate: Number.POSITIVE_INFINITY },
    rule: "learningRate must be a positive number that float32 can hold; got Infinity",
  },
  {
    settings: { learningRate: 1, epsilon: 0 },
    rule: "epsilon must be a positive number that float32 can hold; got 0",
  },
  { settings: { learningRate: 1, beta1: 1 }, rule: "beta1 must lie in [0, 1); got 1" },
  { settings: { learningRate: 1, beta1: -0.1 }, rule: "beta1 must lie in [0, 1); got -0.1" },
  { settings: { learningRate: 1, beta2: 1.5 }, rule: "beta2 must lie in [0, 1); got 1.5" },
  { settings: { learningRate: 1, beta2: Number.NaN }, rule: "beta2 must lie in [0, 1); got NaN" },
  {
    settings: { learningRate: 1, decaySteps: 0 },
    rule: "decaySteps must be an integer of at least 1; got 0",
  },
  { settings: { learningRate: 1, l2Decay: -1 }, rule: "l2Decay must be 0 or a positive number; got -1" },
  {
    settings: { learningRate: 1, weightDecay: Number.NaN },
    rule: "weightDecay must be 0 or a positive number; got NaN",
  },
])("refused, without a tensor left: $rule", ({ settings, rule }) => {
  const parameter = vectorOf([1]);
  const before = memory().numTensors;
  expect(() => adam([parameter], settings)).toThrow(new RangeError(rule));
  expect(memory().numTensors).toBe(before);
});

test.for([
  {
    settings: '{ "learningRate": 1, "beta_1": 0.9 }',
    problem: new RangeError(
      'adam has no setting "beta_1"; it has learningRate, beta1, beta2, epsilon, l2Decay, weightDecay, decaySteps',
    ),
  },
  {
    settings: "{}",
    problem: new RangeError("learningRate must be a positive number that float32 can hold; got undefined"),
  },
  { settings: "null", problem: new TypeError("adam takes its settings as an object; got null") },
  { settings: "0.001", problem: new TypeError("adam takes its settings as an object; got 0.001") },
])("settings $settings from JavaScript are refused, without a tensor left", ({ settings, problem }) => {
  const parameter = vectorOf([1]);
  const before = memory().numTensors;
  expect(() => adam([parameter], JSON.parse(settings))).toThrow(problem);
  expect(memory().numTensors).toBe(before);
});

test("no settings at all are refused", () => {
  const { missing } = JSON.parse("{}");
  expect(() => adam([vectorOf([1])], missing)).toThrow(
    new TypeError("adam takes its settings as an object; got undefined"),
  );
});

test("an int32 variable is refused by name", () => {
  const counter = tidy(() => variable(zeros([2], "int32"), true, "counter"));
  expect(() => adam([counter], { learningRate: 1 })).toThrow(
    new TypeError("counter must be float32; got int32"),
  );
});

const first = vectorOf([1, 2]);
const second = tidy(() => variable(tensor1d([3]), true, "second"));
const good = tensor1d([1, 1]);

test.for([
  {
    gradients: [good],
    problem: new RangeError("a step needs a gradient for each of 2 variables; got 1"),
  },
  {
    gradients: [good, zerosAs([2])],
    problem: new RangeError("a variable and its gradient must have the same shape; got [1] and [2]"),
  },
  {
    gradients: [good, zeros([1], "int32")],
    problem: new TypeError("the gradient of second must be float32; got int32"),
  },
])("a step with wrong gradients changes nothing: $problem.message", ({ gradients, problem }) => {
  const optimizer = adam([first, second], { learningRate: 0.1 });
  const before = bits(save(everything(optimizer)));
  expect(() => optimizer.step(gradients)).toThrow(problem);
  expect(bits(save(everything(optimizer)))).toEqual(before);
  expect(optimizer.steps()).toBe(0);
  dispose([...optimizer.state]);
});

test("a disposed state, parameter or gradient is named, and nothing has moved", () => {
  const [first, second] = [vectorOf([1]), vectorOf([2])];
  const optimizer = adam([first, second], { learningRate: 1 });
  const gone = tensor1d([1]);
  gone.dispose();
  expect(() => optimizer.step([tensor1d([1]), gone])).toThrow(`gradient of ${second.name} has been disposed`);
  second.dispose();
  expect(() => optimizer.step([tensor1d([1]), tensor1d([1])])).toThrow(
    `value of ${second.name} has been disposed`,
  );
  expect(entriesOf(first)).toEqual([1]);
  expect(optimizer.steps()).toBe(0);
  optimizer.dispose();
  expect(() => optimizer.step([])).toThrow("the state of adam has been disposed");
  expect(() => optimizer.steps()).toThrow("the state of adam has been disposed");
});
