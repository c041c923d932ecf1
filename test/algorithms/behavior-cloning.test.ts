import { expect, test } from "vitest";
import {
  type BehaviorCloningConfig,
  behaviorCloning,
  behaviorCloningDefaults,
} from "../../src/algorithms/behavior-cloning.ts";
import type { ContinuousCloningConfig } from "../../src/algorithms/cloning-config.ts";
import {
  type DeterministicBehaviorCloningConfig,
  deterministicBehaviorCloning,
  deterministicBehaviorCloningDefaults,
} from "../../src/algorithms/deterministic-behavior-cloning.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "./continuous-log.ts";
import { algorithmContract, type Change, type Settings } from "./contract.ts";
import { explored } from "./explored.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = continuousLog();
const small = { hiddenSizes: [8], batchSize: 8, learningRate: 1e-2 };

const cloningChanges = {
  hiddenSizes: { value: [4, 4] },
  learningRate: { value: 1e-3 },
  batchSize: { value: 16 },
  standardizeObservations: { value: false },
  dropout: { value: 0.5 },
  seed: { value: 1 },
} satisfies Record<keyof ContinuousCloningConfig, Change>;

function settings<Config>(given: Settings): Config {
  return settingsOf<Config>(Object.entries({ ...small, ...given }));
}

algorithmContract({
  name: "behaviorCloning",
  log,
  defaults: { ...behaviorCloningDefaults },
  changes: {
    ...cloningChanges,
    policy: { value: "gaussian" },
    actionMargin: { value: 0.1 },
    mixtureComponents: { value: 2, beside: { policy: "gaussianMixture" } },
  } satisfies Record<keyof BehaviorCloningConfig, Change>,
  variants: [
    {},
    { policy: "sharedStdTanhGaussian" },
    { policy: "gaussian", dropout: 0.1 },
    { policy: "gaussianMixture", mixtureComponents: 1 },
    { policy: "gaussianMixture" },
  ],
  make: (spec, given = {}) => behaviorCloning(spec, settings<Partial<BehaviorCloningConfig>>(given)),
});

algorithmContract({
  name: "deterministicBehaviorCloning",
  log,
  defaults: { ...deterministicBehaviorCloningDefaults },
  changes: {
    ...cloningChanges,
    explorationNoise: { value: 1, seenIn: explored(log) },
  } satisfies Record<keyof DeterministicBehaviorCloningConfig, Change>,
  variants: [{}, { dropout: 0.1 }],
  make: (spec, given = {}) =>
    deterministicBehaviorCloning(spec, settings<Partial<DeterministicBehaviorCloningConfig>>(given)),
});

test.for<[string, Partial<BehaviorCloningConfig>, string]>([
  [
    "actionMargin",
    { policy: "gaussian", actionMargin: 0.1 },
    'has no effect when policy is "gaussian"; got 0.1',
  ],
  ["mixtureComponents", { mixtureComponents: 3 }, 'has no effect unless policy is "gaussianMixture"; got 3'],
])("%s is refused where it has no effect", ([field, given, reason]) => {
  expect(() => behaviorCloning(log.spec, given)).toThrow(
    new RangeError(`behaviorCloning's ${field} ${reason}`),
  );
});

test.for(["tanhGaussian", "sharedStdTanhGaussian", "gaussian", "gaussianMixture"] as const)(
  "%s: logProbs are the densities that the explorer says of what it draws, in the log's units",
  (policy) => {
    const algorithm = behaviorCloning(log.spec, { policy, hiddenSizes: [8] });
    const explorer = algorithm.explorer(7);
    const observation = log.observations.slice(0, 3);
    const decisions = Array.from({ length: 50 }, () => {
      const { action, logProbability } = explorer.decide(observation);
      return { action: action.slice(), logProbability };
    });
    // beyond the bounds the Gaussian is clipped, and near them the margin counts
    const inside = decisions.filter(
      ({ action }) => Math.abs(action[0]!) < 1.9 && Math.abs(action[1]! - 0.5) < 0.45,
    );
    expect(inside.length).toBeGreaterThan(10);
    for (const { action, logProbability } of inside) {
      expect(Math.abs(algorithm.logProbs(observation, action)[0]! - logProbability)).toBeLessThan(2e-4);
    }
  },
);

test("logProbs refuses rows that do not belong together", () => {
  const algorithm = behaviorCloning(log.spec, small);
  expect(() => algorithm.logProbs(new Float32Array(6), new Float32Array(2))).toThrow(
    new RangeError("observations and actions must have 3 and 2 numbers a row; got 6 and 2 in all"),
  );
});
