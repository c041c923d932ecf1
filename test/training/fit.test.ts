import { memory } from "@tensorflow/tfjs-core";
import { afterEach, expect, test, vi } from "vitest";
import { dqn } from "../../src/algorithms/dqn.ts";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import type { Minibatch } from "../../src/dataset/minibatch.ts";
import { type MinibatchSampling, transitionSource } from "../../src/dataset/transition-source.ts";
import { init } from "../../src/tensor/init.ts";
import { fit, type TrainingMetrics } from "../../src/training/fit.ts";
import type { FitOptions, Progress } from "../../src/training/fit-options.ts";
import { contentsOf } from "../algorithms/contents.ts";
import { randomLog } from "../algorithms/random-log.ts";
import { learned, type Settings, subjects } from "../algorithms/subjects.ts";

await init();
afterEach(() => void vi.restoreAllMocks());

const log = randomLog();
const small = { hiddenSizes: [8], batchSize: 8 };

const values = ["dataValue", "policyValue", "randomValue"];

const cases: { name: string; given: Settings; metrics: string[] }[] = [
  { name: "discreteBehaviorCloning", given: {}, metrics: ["loss"] },
  { name: "dqn", given: {}, metrics: ["loss", ...values] },
  { name: "discreteCql", given: {}, metrics: ["loss", "penalty", "temporalDifference", ...values] },
  {
    name: "discreteCql",
    given: { gapThreshold: 0.5 },
    metrics: [
      "conservativeWeight",
      "conservativeWeightAtMaximum",
      "loss",
      "penalty",
      "temporalDifference",
      ...values,
    ],
  },
];

function learner({ name, given }: { name: string; given: Settings }) {
  return subjects.find((subject) => subject.name === name)!.make(log.spec, given);
}

async function metricsOf(options: FitOptions, settings: object = small): Promise<TrainingMetrics[]> {
  const reports: TrainingMetrics[] = [];
  for await (const metrics of fit(dqn(log.spec, settings), log, options)) reports.push(metrics);
  return reports;
}

test.for([
  { steps: 25, logInterval: 10, reported: [10, 20, 25] },
  { steps: 20, logInterval: 10, reported: [10, 20] },
  { steps: 3, logInterval: 10, reported: [3] },
  { steps: 1, logInterval: 1, reported: [1] },
])("$steps steps with an interval of $logInterval report $reported", async ({ reported, ...options }) => {
  const metrics = await metricsOf(options);
  expect(metrics.map(({ step }) => step)).toEqual(reported);
  expect(metrics.map(({ steps }) => steps)).toEqual(reported.map(() => options.steps));
});

test.for(cases)("$name $given reports $metrics and the progress, all of them finite", async (each) => {
  for await (const metrics of fit(learner(each), log, { steps: 30, logInterval: 10 })) {
    expect(Object.keys(metrics).sort()).toEqual([...each.metrics, "step", "steps", "stepsPerSecond"].sort());
    expect(Object.values(metrics).filter((value) => !Number.isFinite(value))).toEqual([]);
    expect(metrics.stepsPerSecond).toBeGreaterThan(0);
  }
});

test.for(cases)(
  "$name $given: 60 steps, and 60 more, learn what 120 steps learn, to the bit",
  async (each) => {
    const [once, twice] = [learner(each), learner(each)];
    await learned(twice, log, 60);
    expect(await learned(twice, log, 60)).toEqual(await learned(once, log, 120));
  },
);

test("what is learned does not depend on when it is reported", async () => {
  const [seldom, often] = [dqn(log.spec, small), dqn(log.spec, small)];
  for await (const _ of fit(seldom, log, { steps: 50, logInterval: 50 }));
  for await (const _ of fit(often, log, { steps: 50, logInterval: 1, onProgress: () => undefined }));
  expect(contentsOf(often.variables)).toEqual(contentsOf(seldom.variables));
});

test("the diagnosis of values changes nothing of what is learned", async () => {
  const [diagnosed, { diagnose, ...plain }] = [dqn(log.spec, small), dqn(log.spec, small)];
  for await (const metrics of fit(diagnosed, log, { steps: 50, logInterval: 3 }))
    expect(metrics).toHaveProperty("policyValue");
  for await (const metrics of fit(plain, log, { steps: 50, logInterval: 3 }))
    expect(metrics).not.toHaveProperty("policyValue");
  expect(contentsOf(diagnosed.variables)).toEqual(contentsOf(plain.variables));
});

/** A clock that moves on by `tick` milliseconds whenever it is read. */
function virtualClock(tick: number) {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => {
    now += tick;
    return now;
  });
  return {
    advance(milliseconds: number) {
      now += milliseconds;
    },
  };
}

test("progress is called after every 40 ms of training, and with the last step", async () => {
  const seen: Progress[] = [];
  virtualClock(10);
  await metricsOf({ steps: 14, logInterval: 14, onProgress: (progress) => seen.push(progress) });
  expect(seen.map(({ step }) => step)).toEqual([4, 8, 12, 14]);
  expect(seen.every(({ steps }) => steps === 14)).toBe(true);
});

test("events are served between two slices of training, before the only report", async () => {
  const fired: number[] = [];
  virtualClock(10);
  const onProgress = ({ step }: Progress) => setImmediate(() => fired.push(step));
  await metricsOf({ steps: 40, logInterval: 40, onProgress });
  expect(fired.slice(0, 3)).toEqual([4, 8, 12]);
});

test("the rate counts the time of training: 1 s for 10 steps, whatever the consumer of the metrics takes", async () => {
  const clock = virtualClock(0);
  const rates: number[] = [];
  const algorithm = dqn(log.spec, small);
  const { sampling } = algorithm;
  const random = {
    ...sampling.random,
    integer: (bound: number) => {
      clock.advance(100 / sampling.batchSize);
      return sampling.random.integer(bound);
    },
  };
  const slowed = { ...algorithm, sampling: { ...sampling, random } };
  for await (const { stepsPerSecond } of fit(slowed, log, { steps: 40, logInterval: 10 })) {
    clock.advance(5000);
    rates.push(stepsPerSecond);
  }
  expect(rates).toEqual([10, 10, 10, 10]);
});

test("an aborted signal stops it with its reason; what was learned stays, and training can go on as if uninterrupted", async () => {
  const [interrupted, whole] = [dqn(log.spec, small), dqn(log.spec, small)];
  const controller = new AbortController();
  const reason = new Error("enough");
  const before = memory();
  const training = fit(interrupted, log, { steps: 60, logInterval: 20, signal: controller.signal });
  await training.next();
  controller.abort(reason);
  await expect(training.next()).rejects.toBe(reason);
  expect(memory()).toEqual(before);
  expect(contentsOf(interrupted.variables)).toEqual(await learned(whole, log, 20));
  expect(await learned(interrupted, log, 40)).toEqual(await learned(whole, log, 40));
});

test("a signal that is aborted before the start lets no step happen", async () => {
  const algorithm = dqn(log.spec, small);
  const [before, tensors] = [contentsOf(algorithm.variables), memory()];
  const training = fit(algorithm, log, { steps: 60, signal: AbortSignal.abort(new Error("never")) });
  await expect(training.next()).rejects.toThrow("never");
  expect(contentsOf(algorithm.variables)).toEqual(before);
  expect(memory()).toEqual(tensors);
});

test("a signal that is aborted during a long stretch without reports stops it there", async () => {
  virtualClock(10);
  const controller = new AbortController();
  const seen: number[] = [];
  const onProgress = ({ step }: Progress) => {
    seen.push(step);
    if (step === 8) setImmediate(() => controller.abort(new Error("enough")));
  };
  const options = { steps: 1000, logInterval: 1000, signal: controller.signal, onProgress };
  await expect(fit(dqn(log.spec, small), log, options).next()).rejects.toThrow("enough");
  expect(seen.at(-1)).toBeLessThan(100);
});

test("leaving the loop early frees its tensors", async () => {
  const algorithm = dqn(log.spec, small);
  const before = memory();
  for await (const { step } of fit(algorithm, log, { steps: 60, logInterval: 10 })) if (step === 20) break;
  expect(memory()).toEqual(before);
});

test("an error of the callback comes through, and the tensors are freed", async () => {
  const algorithm = dqn(log.spec, small);
  const before = memory();
  const onProgress = () => {
    throw new Error("of the page");
  };
  await expect(fit(algorithm, log, { steps: 5, onProgress }).next()).rejects.toThrow("of the page");
  expect(memory()).toEqual(before);
});

test("awaiting fit trains nothing: it trains while its metrics are asked for", async () => {
  const algorithm = dqn(log.spec, small);
  const before = contentsOf(algorithm.variables);
  const training = await fit(algorithm, log, { steps: 5, logInterval: 5 });
  expect(contentsOf(algorithm.variables)).toEqual(before);
  await training.next();
  expect(contentsOf(algorithm.variables)).not.toEqual(before);
});

test("wrong options are refused at the first report that is asked for, and no tensor stays", async () => {
  const algorithm = dqn(log.spec, small);
  const before = memory();
  await expect(fit(algorithm, log, { steps: 0 }).next()).rejects.toThrow(
    new RangeError("steps must be an integer of at least 1; got 0"),
  );
  expect(memory()).toEqual(before);
});

test("a log without transitions is refused, and no tensor stays", async () => {
  const single = createDataset(
    { observations: [[1, 2, 3]], actions: [0], rewards: [0], terminated: [0], truncated: [1] },
    { actionCount: 3 },
  );
  const algorithm = dqn(single.spec, small);
  const before = memory();
  await expect(fit(algorithm, single, { steps: 1 }).next()).rejects.toThrow(
    new DatasetError("the dataset has no transitions to sample"),
  );
  expect(memory()).toEqual(before);
});

/** The log as a source that has to be asked for transitions before they are drawn, and what it was asked for. */
function supplied() {
  const source = transitionSource(log);
  const asked: number[] = [];
  let supply = 0;
  return {
    spec: source.spec,
    asked,
    supply: () => supply,
    async prepare(transitions: number) {
      await new Promise((resolve) => setImmediate(resolve));
      asked.push(transitions);
      supply = Math.max(supply, transitions);
    },
    drawMinibatch(sampling: MinibatchSampling, batch: Minibatch) {
      supply -= batch.rewards.length;
      if (supply < 0) throw new Error("drawn before it was prepared");
      source.drawMinibatch(sampling, batch);
    },
  };
}

test.for(cases)(
  "$name $given learns from a source that is prepared what it learns from the log",
  async (each) => {
    const [fromSource, fromLog] = [learner(each), learner(each)];
    const source = supplied();
    for await (const _ of fit(fromSource, source, { steps: 60, logInterval: 25 }));
    expect(contentsOf(fromSource.variables)).toEqual(await learned(fromLog, log, 60));
    expect(source.supply()).toBe(0);
    expect(source.asked.reduce((sum, transitions) => sum + transitions)).toBe(60 * 8);
  },
);

test("a signal that is aborted while a source is prepared stops before the next step", async () => {
  const controller = new AbortController();
  const algorithm = dqn(log.spec, small);
  const before = contentsOf(algorithm.variables);
  const prepare = async () => controller.abort(new Error("enough"));
  const source = { ...transitionSource(log), prepare };
  const options = { steps: 5, signal: controller.signal };
  await expect(fit(algorithm, source, options).next()).rejects.toThrow("enough");
  expect(contentsOf(algorithm.variables)).toEqual(before);
});

test("an error of a source comes through, and the tensors are freed", async () => {
  const algorithm = dqn(log.spec, small);
  const before = memory();
  const prepare = async () => {
    throw new DatasetError("the shard is damaged");
  };
  const source = { ...transitionSource(log), prepare };
  await expect(fit(algorithm, source, { steps: 5 }).next()).rejects.toThrow("the shard is damaged");
  expect(memory()).toEqual(before);
});
