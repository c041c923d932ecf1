import { expect, test } from "vitest";
import { dqn } from "../../src/algorithms/dqn.ts";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { scaleRewards } from "../../src/dataset/reward-scaling.ts";
import { init } from "../../src/tensor/init.ts";
import { completeFitOptions, type FitOptions } from "../../src/training/fit-options.ts";
import { randomLog } from "../algorithms/random-log.ts";

await init();

const log = randomLog();
const algorithm = dqn(log.spec, { hiddenSizes: [4] });

function complete(options: FitOptions) {
  return completeFitOptions(algorithm, log, options);
}

test.for([
  { steps: 40_000, logInterval: 400 },
  { steps: 250, logInterval: 2 },
  { steps: 99, logInterval: 1 },
  { steps: 1, logInterval: 1 },
])(
  "of $steps steps metrics come every $logInterval unless the interval is given",
  ({ steps, logInterval }) => {
    expect(complete({ steps })).toEqual({ steps, logInterval, valueGuard: "stop" });
    expect(complete({ steps, logInterval: 7 })).toEqual({ steps, logInterval: 7, valueGuard: "stop" });
  },
);

test("signal and callback are kept", () => {
  const { signal } = new AbortController();
  const onProgress = () => undefined;
  expect(complete({ steps: 1, signal, onProgress })).toEqual({
    steps: 1,
    logInterval: 1,
    valueGuard: "stop",
    signal,
    onProgress,
  });
});

test.for([0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])(
  "%d is refused as a number of steps, and as an interval",
  (value) => {
    const rule = `must be an integer of at least 1; got ${value}`;
    expect(() => complete({ steps: value })).toThrow(new RangeError(`steps ${rule}`));
    expect(() => complete({ steps: 10, logInterval: value })).toThrow(new RangeError(`logInterval ${rule}`));
  },
);

test("a value guard of another name is refused", () => {
  const { valueGuard } = complete({ steps: 1, valueGuard: "off" });
  expect(valueGuard).toBe("off");
  const wrong = { steps: 1, ...Object.fromEntries([["valueGuard", "halt"]]) };
  expect(() => complete(wrong)).toThrow(
    new RangeError('valueGuard must be one of stop, warn, off; got "halt"'),
  );
});

test("an unknown option is refused and the known ones are named", () => {
  const misspelt = { steps: 10, logIntervall: 1 };
  expect(() => complete(misspelt)).toThrow(
    new RangeError(
      'fit has no option "logIntervall"; it has steps, logInterval, valueGuard, behavior, signal, onProgress',
    ),
  );
});

const columns = { rewards: [0, 0], terminated: [0, 1], truncated: [0, 0] };

test.for([
  {
    other: createDataset({ ...columns, observations: [0, 0, 1, 1], actions: [0, 2] }),
    described: "observations of size 2 and 3 discrete actions",
  },
  {
    other: createDataset({ ...columns, observations: [0, 0, 0, 1, 1, 1], actions: [0, 1] }),
    described: "observations of size 3 and 2 discrete actions",
  },
  {
    other: createDataset({ ...columns, observations: [0, 0, 0, 1, 1, 1], actions: [0.5, 1] }),
    described: "observations of size 3 and actions of size 1",
  },
])(
  "a dataset with $described is refused by an algorithm that was made for another",
  ({ other, described }) => {
    expect(() => completeFitOptions(algorithm, other, { steps: 1 })).toThrow(
      new RangeError(
        `DQN was made for observations of size 3 and 3 discrete actions; the dataset has ${described}`,
      ),
    );
  },
);

test("rewards that are scaled otherwise are refused: values would be told in wrong units", () => {
  const scaled = scaleRewards(log, { multiplier: 2, offset: 1 });
  expect(() => completeFitOptions(algorithm, scaled, { steps: 1 })).toThrow(
    new RangeError(
      "DQN was made for observations of size 3 and 3 discrete actions; the dataset has observations of size 3 and " +
        "3 discrete actions, rewards · 2 + 1",
    ),
  );
  const own = dqn(scaled.spec, { hiddenSizes: [4] });
  expect(completeFitOptions(own, scaled, { steps: 1 }).steps).toBe(1);
});

test("a dataset with other statistics is accepted: an algorithm keeps the scaling that it was made with", () => {
  const other = createDataset(
    { ...columns, observations: [9, 9, 9, 1, 1, 1], actions: [0, 1] },
    { actionCount: 3 },
  );
  expect(completeFitOptions(algorithm, other, { steps: 5 }).steps).toBe(5);
});

const notAlgorithms: { what: string; given: unknown; got: string }[] = [
  { what: "a policy", given: algorithm.policy(), got: "a policy" },
  { what: "the dataset", given: log, got: "a dataset" },
  { what: "the maker of an algorithm", given: dqn, got: "Function" },
  { what: "nothing", given: undefined, got: "undefined" },
];

test.for(notAlgorithms)("$what in place of the algorithm is refused by what it is", ({ given, got }) => {
  // @ts-expect-error: the compiler refuses it too
  expect(() => completeFitOptions(given, log, { steps: 1 })).toThrow(
    new TypeError(`fit takes an algorithm first, such as discreteCql(spec) returns; got ${got}`),
  );
});

const notDatasets: { what: string; given: unknown; got: string }[] = [
  { what: "nothing", given: undefined, got: "undefined" },
  { what: "the options", given: { steps: 1 }, got: "Object" },
  { what: "a text", given: "log.hdf5", got: "String" },
  { what: "its spec", given: log.spec, got: "Object" },
  { what: "an algorithm", given: algorithm, got: "an algorithm" },
];

test.for(notDatasets)("$what in place of the dataset is refused by what it is", ({ given, got }) => {
  // @ts-expect-error: the compiler refuses it too
  expect(() => completeFitOptions(algorithm, given, { steps: 1 })).toThrow(
    new TypeError(`fit takes a dataset second, such as createDataset(…) returns; got ${got}`),
  );
});

test("a Promise in place of the dataset is told to be awaited", () => {
  const promise = Promise.resolve(log);
  // @ts-expect-error: the compiler refuses it too
  expect(() => completeFitOptions(algorithm, promise, { steps: 1 })).toThrow(
    new TypeError("the dataset is a Promise: await loadDataset(…)"),
  );
});

test("missing options are refused, and so are missing steps", () => {
  // @ts-expect-error: the compiler refuses it too
  expect(() => complete()).toThrow(new TypeError("fit takes its options as an object; got undefined"));
  // @ts-expect-error: the compiler refuses it too
  expect(() => complete({})).toThrow(new RangeError("steps must be an integer of at least 1; got undefined"));
});

test("a log that calls the same actions by other names is refused", () => {
  const named = (labels: readonly string[]) => ({
    ...log,
    spec: { ...log.spec, actions: { ...log.spec.actions, labels } },
  });
  const count = log.spec.actions.kind === "discrete" ? log.spec.actions.count : 0;
  const labels = Array.from({ length: count }, (_, i) => `a${i}`);
  const learner = dqn(named(labels).spec, { hiddenSizes: [4] });
  expect(() => completeFitOptions(learner, named(labels.toReversed()), { steps: 1 })).toThrow(
    `action 0 of specs of algorithm and dataset[1] must be called "a0"`,
  );
  expect(() => completeFitOptions(learner, log, { steps: 1 })).not.toThrow();
  learner.dispose();
});
