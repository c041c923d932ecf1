import { expect, test } from "vitest";
import { createArena } from "../../src/kernels/arena.ts";
import { linkKernels } from "../../src/kernels/instance.ts";
import { loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { type AdamSettings, settingsBlock, stepSize } from "../kernels/reference/adam.ts";

type Column = "parameters" | "firstMoment" | "secondMoment";
const columns: readonly Column[] = ["parameters", "firstMoment", "secondMoment"];

interface Adam {
  name: string;
  rule: "adam" | "adamW" | "adamWithL2";
  input: Omit<AdamSettings, "l2Decay" | "decaySteps"> & { parameters: number[]; gradients: number[][] };
  steps: Record<Column, number[]>[];
}

const { cases, tolerance } = loadVectors<{
  cases: (Adam | { rule: "polyak" })[];
  tolerance: Record<Column, Tolerance>;
}>("optimizers");
const golden = cases.filter((each) => each.rule !== "polyak");
const memory = new WebAssembly.Memory({ initial: 1 });
const exports = await linkKernels(memory);

/** One optimizer of one array, in kernel memory. */
function optimizer(parameters: readonly number[], settings: AdamSettings) {
  const arena = createArena(memory);
  const count = parameters.length;
  const [p, m, v] = [parameters, new Array<number>(count).fill(0), new Array<number>(count).fill(0)].map(
    (values) => arena.place(Float32Array.from(values)),
  );
  const block = arena.place(new Float32Array(settingsBlock(settings, 0).buffer));
  const gradientBlock = arena.reserve(count);
  return {
    step(gradient: readonly number[]): void {
      new Float32Array(memory.buffer, gradientBlock.address, count).set(gradient);
      exports.adamAdvance(block);
      exports.adam(p!, m!, v!, gradientBlock.address, block, count);
    },
    set(moments: readonly number[]): void {
      new Float32Array(memory.buffer, m!, count).set(moments);
      new Float32Array(memory.buffer, v!, count).set(moments.map(Math.abs));
    },
    setLearningRate(rate: number): void {
      new DataView(memory.buffer).setFloat64(block, rate, true);
    },
    state: (): Record<Column, Float32Array> => {
      const [first, second, third] = [p!, m!, v!].map((address) => arena.read({ address, length: count }));
      return { parameters: first!, firstMoment: second!, secondMoment: third! };
    },
  };
}

/** The file's weightDecay is one of two kinds of decay in our settings. */
function settingsOf({ rule, input }: Adam): AdamSettings {
  return {
    ...input,
    l2Decay: rule === "adamWithL2" ? input.weightDecay : 0,
    weightDecay: rule === "adamW" ? input.weightDecay : 0,
    decaySteps: 0,
  };
}

test("the file of golden vectors has 32 cases, each of five steps", () => {
  expect(golden).toHaveLength(32);
  expect(golden.every(({ steps }) => steps.length === 5)).toBe(true);
});

test.for(golden)(
  "golden $name: parameters and moments after each step within the tolerance of the file",
  (each) => {
    const { name, input, steps } = each;
    const { step, state } = optimizer(input.parameters, settingsOf(each));
    const sizes = {
      LearningRate: input.learningRate,
      LargestGradient: Math.max(...input.gradients.flat().map(Math.abs)),
    };
    for (const [i, expected] of steps.entries()) {
      step(input.gradients[i]!);
      const got = state();
      for (const column of columns) {
        const problems = mismatches(
          `${name}, step ${i}, ${column}`,
          got[column],
          expected[column],
          tolerance[column],
          sizes,
        );
        expect(problems).toEqual([]);
      }
    }
  },
);

const plain: AdamSettings = {
  learningRate: 0.1,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  l2Decay: 0,
  weightDecay: 0,
  decaySteps: 0,
};
const limits = { relative: 1e-6 };

test("the first step goes by the learning rate against the sign of the gradient: 1 − 0.1 and 1 + 0.1, within 1e-6", () => {
  const { step, state } = optimizer([1, 1], plain);
  step([0.5, -1e-3]);
  expect(mismatches("parameters", state().parameters, [0.9, 1.1], { relative: 1e-5 })).toEqual([]);
  expect(mismatches("m = 0.1 g", state().firstMoment, [0.05, -1e-4], limits)).toEqual([]);
  expect(mismatches("v = 0.001 g²", state().secondMoment, [2.5e-4, 1e-9], limits)).toEqual([]);
});

test("decay with gradient 0: AdamW shrinks 2 by rate · decay to 2 · (1 − 0.1 · 0.5) = 1.9, L2 takes a step of the rate", () => {
  const decoupled = optimizer([2], { ...plain, weightDecay: 0.5 });
  decoupled.step([0]);
  expect(mismatches("AdamW", decoupled.state().parameters, [1.9], limits)).toEqual([]);
  const coupled = optimizer([2], { ...plain, l2Decay: 0.5 });
  coupled.step([0]);
  expect(mismatches("L2", coupled.state().parameters, [1.9], limits)).toEqual([]);
  expect(mismatches("m = 0.1 · 0.5 · 2", coupled.state().firstMoment, [0.1], limits)).toEqual([]);
});

test("a learning rate that is changed in memory counts from the next step on", () => {
  const { step, state, setLearningRate } = optimizer([1], plain);
  step([1]);
  setLearningRate(0);
  step([1]);
  expect(mismatches("rate 0", state().parameters, [0.9], limits)).toEqual([]);
  setLearningRate(0.2);
  step([1]);
  expect(mismatches("rate 0.2", state().parameters, [0.7], limits)).toEqual([]);
});

test("a schedule of four steps: 1, ½ (1 + √½), ½ and ½ (1 − √½) of the step size, and 0 from the fifth on", () => {
  const { step, state } = optimizer([0], { ...plain, decaySteps: 4 });
  // with one and the same gradient every step goes by the step size
  const shares = [1, 0.5 * (1 + Math.SQRT1_2), 0.5, 0.5 * (1 - Math.SQRT1_2), 0, 0];
  let expected = 0;
  for (const share of shares) {
    step([1]);
    expected -= 0.1 * share;
    expect(mismatches("the parameter", state().parameters, [expected], limits)).toEqual([]);
  }
});

test("the schedule is that of float64 within 10⁻⁹ at every of 1000 steps", () => {
  const settings = { ...plain, learningRate: 1, decaySteps: 1000 };
  const arena = createArena(memory);
  const block = arena.place(new Float32Array(settingsBlock(settings, 0).buffer));
  const sizes = Array.from({ length: 1001 }, () => {
    exports.adamAdvance(block);
    return new DataView(memory.buffer).getFloat64(block + 80, true);
  });
  const errors = sizes.map((size, i) => Math.abs(size - stepSize(settings, i + 1)));
  expect(Math.max(...errors)).toBeLessThan(1e-9);
});

test("a NaN gradient reaches its own parameter and no other", () => {
  const { step, state } = optimizer([1, 1, 1, 1, 1], plain);
  step([1, Number.NaN, 1, 1, 1]);
  expect(Array.from(state().parameters, Number.isNaN)).toEqual([false, true, false, false, false]);
});

test("without a gradient m reaches 0 within 1088 steps, and stays; v goes on to decay", () => {
  // 0.9^1000 is 1.7e-46; rounding would keep m at 5.6e-45
  const { step, state } = optimizer([1, 1, 1, 1, 1], plain);
  step([1, -1, 1e-3, 3, 5]);
  for (let i = 1; i < 1088; i++) step([0, 0, 0, 0, 0]);
  expect([...state().firstMoment].map(Math.abs)).toEqual([0, 0, 0, 0, 0]);
  const expected = [1, 1, 1e-6, 9, 25].map((square) => 0.001 * square * 0.999 ** 1087);
  expect(mismatches("v", state().secondMoment, expected, { relative: 1e-4 })).toEqual([]);
});

test("subnormal moments become 0 at every 64th step, and normal ones and NaNs stay", () => {
  const { step, state, set } = optimizer([1, 1, 1, 1, 1, 1], plain);
  const none = [0, 0, 0, 0, 0, 0];
  for (let i = 1; i < 63; i++) step(none);
  set([2 ** -125, -(2 ** -125), 2 ** -130, -(2 ** -130), Number.NaN, 2 ** -149]);
  step(none);
  expect(state().firstMoment.map(Math.abs)[2]).toBeGreaterThan(0);
  step(none);
  const kept = [Number.isNaN, (x: number) => Math.abs(x) >= 2 ** -126] as const;
  const { firstMoment, secondMoment } = state();
  for (const moment of [firstMoment, secondMoment]) {
    expect(Array.from(moment, (x) => kept.some((is) => is(x)))).toEqual([
      true,
      true,
      false,
      false,
      true,
      false,
    ]);
    expect([2, 3, 5].map((i) => Math.abs(moment[i]!))).toEqual([0, 0, 0]);
  }
});

test("a square that would be subnormal counts as 0 in v, a NaN does not", () => {
  const { step, state } = optimizer([1, 1, 1, 1, 1], plain);
  // √(2^−126 / 0.001) is 3.43e-18
  step([3.42e-18, -3.42e-18, 3.44e-18, -3.44e-18, Number.NaN]);
  const squares = Array.from(state().secondMoment, (v) => v >= 2 ** -126);
  expect(squares).toEqual([false, false, true, true, false]);
  expect(Array.from(state().secondMoment).slice(0, 2)).toEqual([0, 0]);
  expect(state().secondMoment[4]).toBeNaN();
  expect(mismatches("m", state().firstMoment.subarray(0, 2), [3.42e-19, -3.42e-19], limits)).toEqual([]);
});

test("the settings block is eleven float64 numbers", () => {
  expect(exports.adamSettingsBytes()).toBe(settingsBlock(plain, 0).byteLength);
});
