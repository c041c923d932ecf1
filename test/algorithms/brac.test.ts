import { memory } from "@tensorflow/tfjs-core";
import { expect, test, vi } from "vitest";
import { behaviorCloning } from "../../src/algorithms/behavior-cloning.ts";
import { type BracConfig, brac, bracDefaults } from "../../src/algorithms/brac.ts";
import { sac } from "../../src/algorithms/sac.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";
import { contentsOf } from "./contents.ts";
import { continuousLog } from "./continuous-log.ts";
import {
  actorCriticChanges,
  algorithmContract,
  type Change,
  type Settings,
  smallActorCritic,
  trained,
} from "./contract.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = continuousLog();
const cloned = (given: Parameters<typeof behaviorCloning>[1] = {}) =>
  behaviorCloning(log.spec, { hiddenSizes: [8], ...given });
const behavior = cloned();
const unscaled = cloned({ standardizeObservations: false });
const mixture = cloned({ policy: "gaussianMixture" });

function bracOf(given: Settings = {}) {
  const settings = { ...smallActorCritic, ...given };
  const { standardizeObservations } = { standardizeObservations: true, ...given };
  return brac(log.spec, {
    behavior: standardizeObservations === false ? unscaled : behavior,
    ...settingsOf<Partial<BracConfig>>(Object.entries(settings)),
  });
}

const targetDivergence = 0.1;

algorithmContract({
  name: "brac",
  log,
  defaults: { ...bracDefaults },
  changes: {
    ...actorCriticChanges,
    quantiles: { value: 4 },
    divergence: { value: "mmd" },
    policyPenalty: { value: false },
    criticPenalty: { value: "reward" },
    minimumWeight: { value: 0.5 },
    warmStartSteps: { value: 15 },
    divergenceWeight: { value: 2 },
    targetDivergence: { value: targetDivergence },
    multiplierLearningRate: { value: 1e-2, beside: { targetDivergence } },
    multiplierMaximum: { value: 0.5, beside: { targetDivergence } },
    divergenceSamples: { value: 2, beside: { divergence: "klSampled" } },
    actionMargin: { value: 0.3, beside: { divergence: "klSampled" } },
    kernel: { value: "gaussian", beside: { divergence: "mmd" } },
    kernelWidth: { value: 1, beside: { divergence: "mmd" } },
    divergenceCriticLearningRate: { value: 1e-2, beside: { divergence: "klDual" } },
    divergenceCriticSteps: { value: 1, beside: { divergence: "klDual" } },
    gradientPenaltyWeight: {
      value: 500,
      beside: { divergence: "klDual", divergenceCriticLearningRate: 0.1 },
    },
    temperature: { value: 0.1 },
    targetEntropy: { value: 1 },
    temperatureLearningRate: { value: 1e-2, beside: { targetEntropy: 1 } },
  } satisfies Record<string, Change>,
  variants: [
    {},
    { divergence: "klSampled", criticPenalty: "reward" },
    { divergence: "mmd", criticPenalty: "none", targetEntropy: 1 },
    { divergence: "klDual", targetDivergence },
    { divergence: "wassersteinDual", policyPenalty: false },
    { warmStartSteps: 15 },
    { quantiles: 3 },
  ],
  make: (_, given) => bracOf(given),
});

test("the defaults are those of the documentation", () => {
  expect(bracDefaults).toEqual({
    hiddenSizes: [256, 256],
    policyLearningRate: 3e-4,
    criticLearningRate: 1e-3,
    criticCount: 2,
    criticLayerNorm: false,
    batchSize: 256,
    discount: 0.99,
    returnSteps: 1,
    targetUpdateRate: 0.005,
    standardizeObservations: true,
    seed: 0,
    divergence: "kl",
    policyPenalty: true,
    criticPenalty: "value",
    minimumWeight: 1,
  });
});

const unused: readonly (readonly [settings: Partial<BracConfig>, message: string])[] = [
  [{ kernel: "gaussian" }, `kernel has no effect when divergence is "kl"; got "gaussian"`],
  [{ kernelWidth: 1, divergence: "klDual" }, `kernelWidth has no effect when divergence is "klDual"; got 1`],
  [{ divergenceSamples: 2 }, `divergenceSamples has no effect when divergence is "kl"; got 2`],
  [{ actionMargin: 0.1, divergence: "mmd" }, `actionMargin has no effect when divergence is "mmd"; got 0.1`],
  [{ divergenceCriticSteps: 1 }, `divergenceCriticSteps has no effect when divergence is "kl"; got 1`],
  [{ gradientPenaltyWeight: 1 }, `gradientPenaltyWeight has no effect when divergence is "kl"; got 1`],
  [
    { divergenceWeight: 2, targetDivergence: 1 },
    "divergenceWeight has no effect when targetDivergence is given; got 2",
  ],
  [{ multiplierMaximum: 2 }, "multiplierMaximum has no effect when targetDivergence is not given; got 2"],
  [{ minimumWeight: 0.5, criticCount: 1 }, "minimumWeight has no effect when criticCount is 1; got 0.5"],
  [
    { warmStartSteps: 5, policyPenalty: false },
    "warmStartSteps cannot be used when policyPenalty is false: nothing would teach the policy; got 5",
  ],
  [
    { policyPenalty: false, criticPenalty: "none" },
    'criticPenalty must not be "none" when policyPenalty is false: nothing would be penalized',
  ],
  [
    { standardizeObservations: false },
    "standardizeObservations must be that of its behavior, true; got false",
  ],
];

test.for(unused)("%o is refused, and no tensor stays", ([settings, message]) => {
  const before = memory();
  expect(() => brac(log.spec, { behavior, ...settings })).toThrow(new RangeError(`brac's ${message}`));
  expect(memory()).toEqual(before);
});

test("a behavior that is missing, or of another log, is refused by what differs", () => {
  expect(() => brac(log.spec, JSON.parse("{}"))).toThrow(
    new TypeError("brac's behavior must be a learner that behaviorCloning returns; got undefined"),
  );
  // as JavaScript could
  const settings = Object.assign(JSON.parse("{}"), { behavior: sac(log.spec, small()) });
  expect(() => brac(log.spec, settings)).toThrow(
    new TypeError("brac's behavior must be a learner that behaviorCloning returns; got SAC"),
  );
  const gone = cloned();
  gone.dispose();
  expect(() => brac(log.spec, { behavior: gone })).toThrow(
    new RangeError("brac's behavior must not be disposed of before it"),
  );
  const actions = { kind: "continuous", size: 2, low: [-1, -1], high: [1, 1] } as const;
  expect(() => brac({ ...log.spec, actions }, { behavior })).toThrow(
    /^brac's behavior must be made for the same spec, whose actions is .*"low":\[-1,-1\].*; got .*"low":\[-2,0\]/,
  );
  const other = continuousLog(1).spec;
  expect(() => brac(other, { behavior })).toThrow("the same spec, whose observationMean is [");
});

test("the closed form needs a behavior that is a squashed Gaussian; samples do with any", async () => {
  expect(() => brac(log.spec, { behavior: mixture })).toThrow(
    `brac's divergence "kl" needs a behavior whose policy is "tanhGaussian"`,
  );
  const warnings = vi.spyOn(console, "warn");
  for (const divergence of ["klSampled", "mmd"] as const) {
    const algorithm = brac(log.spec, { ...small(), behavior: mixture, divergence });
    const bits = await trained(algorithm, log);
    expect(bits.length).toBeGreaterThan(0);
    algorithm.dispose();
  }
  // which would say that it could not be captured
  expect(warnings).not.toHaveBeenCalled();
  warnings.mockRestore();
});

function small(): Partial<BracConfig> {
  return settingsOf(Object.entries(smallActorCritic));
}

test.for([
  { name: "a fixed temperature", temperature: { temperature: 0.1 } },
  { name: "a learned temperature", temperature: { targetEntropy: -1 } },
])("λ = 0 with $name is sac to the bit: policy, critics, targets and optimizers", async ({ temperature }) => {
  const soft = sac(log.spec, { ...small(), ...temperature });
  const regularized = brac(log.spec, { ...small(), ...temperature, behavior, divergenceWeight: 0 });
  const expected = await trained(soft, log);
  const got = await trained(regularized, log);
  expect(got).toHaveLength(expected.length);
  expect(got).toEqual(expected);
});

test("training leaves the behavior policy as it was", async () => {
  const bits = () => behavior.actor.variables.map((variable) => [...variable.dataSync()]);
  const before = bits();
  for (const divergence of ["kl", "klSampled", "mmd"] as const) await trained(bracOf({ divergence }), log);
  expect(bits()).toEqual(before);
});

test("in a warm start the policy does not look at the values, and looks at them from the next step on", async () => {
  const weightsOf = async (part: string, given: Partial<BracConfig>) => {
    const algorithm = bracOf({ divergence: "klSampled", ...given });
    await trained(algorithm, log, 10);
    const variables = algorithm.variables.filter(({ name }) => name.includes(part));
    expect(variables.length).toBeGreaterThan(0);
    return contentsOf(variables);
  };
  const otherValues = { criticLearningRate: 1e-4 };
  const ofPolicy = (given: Partial<BracConfig>) => weightsOf("the policy", given);
  expect(await ofPolicy({ warmStartSteps: 10, ...otherValues })).toEqual(
    await ofPolicy({ warmStartSteps: 10 }),
  );
  expect(await ofPolicy({ warmStartSteps: 9, ...otherValues })).not.toEqual(
    await ofPolicy({ warmStartSteps: 9 }),
  );
});

test("the loss of a warm start is α log π and λ times the divergence, to 6 digits", async () => {
  const weights = { divergenceWeight: 0.75, temperature: 0.1, warmStartSteps: 1 };
  const algorithm = brac(log.spec, { ...small(), behavior, ...weights });
  for await (const { policyLoss, divergence, entropy } of fit(algorithm, log, { steps: 1 }))
    expect(Math.abs(policyLoss! / (0.75 * divergence! - 0.1 * entropy!) - 1)).toBeLessThan(1e-6);
  algorithm.dispose();
});
