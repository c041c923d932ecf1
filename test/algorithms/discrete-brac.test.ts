import { memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { discreteBehaviorCloning } from "../../src/algorithms/discrete-behavior-cloning.ts";
import {
  type DiscreteBracConfig,
  discreteBrac,
  discreteBracDefaults,
} from "../../src/algorithms/discrete-brac.ts";
import { discreteSac } from "../../src/algorithms/discrete-sac.ts";
import { init } from "../../src/tensor/init.ts";
import { actorCriticChanges, algorithmContract, type Change, smallActorCritic, trained } from "./contract.ts";
import { randomLog } from "./random-log.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = randomLog();
const behavior = discreteBehaviorCloning(log.spec, { hiddenSizes: [8] });
const small: Partial<DiscreteBracConfig> = settingsOf(Object.entries(smallActorCritic));
const targetDivergence = 0.1;

algorithmContract({
  name: "discreteBrac",
  log,
  defaults: { ...discreteBracDefaults },
  changes: {
    ...actorCriticChanges,
    policyPenalty: { value: false },
    criticPenalty: { value: "reward" },
    minimumWeight: { value: 0.5 },
    warmStartSteps: { value: 15 },
    divergenceWeight: { value: 2 },
    targetDivergence: { value: targetDivergence },
    multiplierLearningRate: { value: 1e-2, beside: { targetDivergence } },
    multiplierMaximum: { value: 0.5, beside: { targetDivergence } },
    temperature: { value: 0.1 },
    targetEntropy: { value: 1 },
    temperatureLearningRate: { value: 1e-2, beside: { targetEntropy: 1 } },
  } satisfies Record<string, Change>,
  variants: [
    {},
    { warmStartSteps: 15 },
    { criticPenalty: "reward", targetDivergence },
    { criticPenalty: "none", targetEntropy: 1 },
  ],
  make: (spec, given = {}) =>
    discreteBrac(spec, {
      behavior,
      ...small,
      ...settingsOf<Partial<DiscreteBracConfig>>(Object.entries(given)),
    }),
});

test("λ = 0 is discreteSac to the bit: policy, critics, targets and optimizers", async () => {
  const soft = discreteSac(log.spec, { ...small, temperature: 0.1 });
  const free = { criticPenalty: "none", divergenceWeight: 0, temperature: 0.1 } as const;
  const expected = await trained(soft, log);
  expect(await trained(discreteBrac(log.spec, { ...small, ...free, behavior }), log)).toEqual(expected);
});

test("a divergence that is no penalty anywhere is refused, and no tensor stays", () => {
  const before = memory();
  const nowhere = { policyPenalty: false, criticPenalty: "none" } as const;
  expect(() => discreteBrac(log.spec, { behavior, ...nowhere })).toThrow(
    'discreteBrac\'s criticPenalty must not be "none" when policyPenalty is false: nothing would be penalized',
  );
  expect(memory()).toEqual(before);
});
