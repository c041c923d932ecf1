import { mul, type Scalar, scalar, tidy, type Variable, variable } from "@tensorflow/tfjs-core";
import { afterEach, expect, test, vi } from "vitest";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import { discreteBehaviorCloning } from "../../src/algorithms/discrete-behavior-cloning.ts";
import { dqn } from "../../src/algorithms/dqn.ts";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { transitionSource } from "../../src/dataset/transition-source.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";
import type { FitOptions } from "../../src/training/fit-options.ts";
import { ValueDivergenceError } from "../../src/training/value-guard.ts";
import { entriesOf } from "../tensor/entries.ts";

await init();
afterEach(() => void vi.restoreAllMocks());

/** Rewards in [−1, 2]: with γ = ½ returns lie in [−2, 4], whose range is 6. */
const log = createDataset(
  { observations: [0, 1, 2], actions: [0, 1, 0], rewards: [-1, 2, 0], terminated: [0, 0, 1] },
  { actionCount: 2 },
);

/** A learner whose only value starts at `start` and is multiplied by `factor` at every step. */
function growing(start: number, factor: number, metric = "dataValue"): Algorithm & { value: Variable } {
  const value = variable(scalar(start), false);
  return {
    name: "grower",
    spec: log.spec,
    sampling: { batchSize: 2, discount: 0.5, random: randomStream(0, "minibatches") },
    variables: [value],
    value,
    update: () =>
      tidy(() => {
        value.assign(mul<Scalar>(value, factor));
        return { loss: scalar(0) };
      }),
    diagnose: () => ({ [metric]: mul<Scalar>(value, 1) }),
    policy: () => ({ act: () => 0, actBatch: ({ length }) => new Int32Array(length) }),
    dispose: () => value.dispose(),
  };
}

/** The steps that were reported, what was warned of, and the error that ended training, if one did. */
async function outcome(
  algorithm: Algorithm,
  options: Partial<FitOptions> = {},
  source = transitionSource(log),
) {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const reported: number[] = [];
  let error: unknown;
  try {
    for await (const { step } of fit(algorithm, source, { steps: 10, logInterval: 1, ...options }))
      reported.push(step);
  } catch (thrown) {
    error = thrown;
  }
  return { reported, error, warnings: warn.mock.calls.flat() };
}

test("by hand, 2, 4, 8, 16, 32, 64 → 128 > 4 + 10 · 6: one warning from 8 on, a stop at 128, back to 4", async () => {
  const algorithm = growing(1, 2);
  const { reported, error, warnings } = await outcome(algorithm);
  expect(reported).toEqual([1, 2, 3, 4, 5, 6]);
  expect(warnings).toEqual([
    "offline-rl: grower: dataValue is 8 at step 3, above 4, the largest return that the log's rewards allow. Values are " +
      "overestimated: more constraint or pessimism is needed",
  ]);
  expect(error).toBeInstanceOf(ValueDivergenceError);
  expect(error).toMatchObject({ metric: "dataValue", value: 128, bound: 4, step: 7, restoredStep: 2 });
  expect(String(error)).toBe(
    "ValueDivergenceError: dataValue is 128 at step 7, above 4, the largest return that the log's rewards allow, by more " +
      "than 10 times the range of returns; the weights are those of step 2 again. Values are overestimated: more " +
      'constraint or pessimism is needed, or pass valueGuard: "warn" to go on',
  );
  expect(entriesOf(algorithm.value)).toEqual([4]);
});

test("training goes on from the weights that were brought back", async () => {
  const algorithm = growing(1, 2);
  await outcome(algorithm);
  await outcome(algorithm, { steps: 3, valueGuard: "off" });
  expect(entriesOf(algorithm.value)).toEqual([32]);
});

test("below, where no report was good: back to the start", async () => {
  const algorithm = growing(-10, 3, "policyValue");
  const { error, warnings } = await outcome(algorithm);
  expect(error).toMatchObject({ metric: "policyValue", value: -90, bound: -2, step: 2, restoredStep: 0 });
  expect(warnings).toEqual([
    expect.stringContaining("policyValue is -30 at step 1, below -2, the least return"),
  ]);
  expect(entriesOf(algorithm.value)).toEqual([-10]);
});

test('"warn" goes on and "off" is silent, with the same metrics', async () => {
  const warned = await outcome(growing(1, 2), { valueGuard: "warn" });
  expect(warned.error).toBeUndefined();
  expect(warned.reported).toHaveLength(10);
  expect(warned.warnings).toHaveLength(1);
  vi.restoreAllMocks();
  const silent = await outcome(growing(1, 2), { valueGuard: "off" });
  expect(silent).toEqual({ reported: warned.reported, error: undefined, warnings: [] });
});

test("a tenth of the range beyond is borne: 4.59 of 4 + 0.6", async () => {
  expect(await outcome(growing(4.59, 1))).toMatchObject({ error: undefined, warnings: [] });
  expect((await outcome(growing(4.61, 1))).warnings).toHaveLength(1);
});

test("a value that is no number stops training too", async () => {
  const { error } = await outcome(growing(1, Number.NaN));
  expect(error).toMatchObject({ metric: "dataValue", value: Number.NaN, step: 1, restoredStep: 0 });
});

test("metrics of other names, and sources that do not know their rewards, are not guarded", async () => {
  const quiet = { error: undefined, warnings: [] };
  expect(await outcome(growing(1, 2, "randomValue"))).toMatchObject(quiet);
  const { spec, drawMinibatch } = transitionSource(log);
  expect(await outcome(growing(1, 2), {}, { spec, drawMinibatch })).toMatchObject(quiet);
});

test("DQN that is driven up by a step size of 10 is stopped, and its weights are finite", async () => {
  const algorithm = dqn(log.spec, { hiddenSizes: [16], learningRate: 10, batchSize: 8, discount: 0.5 });
  const { error } = await outcome(algorithm, { steps: 1000 });
  expect(error).toBeInstanceOf(ValueDivergenceError);
  expect(algorithm.variables.flatMap(entriesOf).every(Number.isFinite)).toBe(true);
});

test("a metric of the update and of the diagnosis with one name is refused", async () => {
  const { error } = await outcome(growing(1, 2, "loss"));
  expect(error).toEqual(new Error("grower's diagnose must not name a metric of its update; got loss"));
});

test("a metric with the name of one that fit adds is refused: nothing is overwritten", async () => {
  const behavior = discreteBehaviorCloning(log.spec, { hiddenSizes: [4] });
  const refused = (name: string) => new Error(`grower must not name a metric as fit does; got ${name}`);
  expect((await outcome(growing(1, 1, "stepsPerSecond"))).error).toEqual(refused("stepsPerSecond"));
  const likelihood = growing(1, 1, "policyLogLikelihood");
  expect((await outcome(likelihood)).error).toBeUndefined();
  expect((await outcome(likelihood, { behavior })).error).toEqual(refused("policyLogLikelihood"));
});
