import { expect, test } from "vitest";
import { type PlasConfig, plas, plasDefaults } from "../../src/algorithms/plas.ts";
import { vaeBehaviorCloning } from "../../src/algorithms/vae-behavior-cloning.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { init } from "../../src/tensor/init.ts";
import { contentsOf } from "./contents.ts";
import { continuousLog } from "./continuous-log.ts";
import { actorCriticChanges, algorithmContract, smallActorCritic, trained } from "./contract.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = continuousLog();

const behaviorOf = (spec: DatasetSpec, standardizeObservations = true) =>
  vaeBehaviorCloning(spec, { hiddenSizes: [8], standardizeObservations });

algorithmContract({
  name: "plas",
  log,
  defaults: { ...plasDefaults },
  changes: {
    ...actorCriticChanges,
    quantiles: { value: 4 },
    latentLimit: { value: 1 },
    perturbationLimit: { value: 0.5 },
    minimumWeight: { value: 0 },
    explorationNoise: {
      value: 1,
      seenIn: (algorithm) => "explorer" in algorithm && exploredBy(algorithm.explorer),
    },
  },
  variants: [{}, { perturbationLimit: 0.05 }],
  make(spec, given = {}) {
    const behavior = behaviorOf(spec, given.standardizeObservations !== false);
    try {
      const config = settingsOf<Partial<PlasConfig>>(Object.entries({ ...smallActorCritic, ...given }));
      const algorithm = plas(spec, { behavior, ...config });
      return {
        ...algorithm,
        dispose() {
          algorithm.dispose();
          behavior.dispose();
        },
      };
    } catch (error) {
      behavior.dispose();
      throw error;
    }
  },
});

function exploredBy(explorer: unknown): unknown {
  if (typeof explorer !== "function") throw new Error("plas has an explorer");
  return explorer(0).act(log.observations.slice(0, 3));
}

test("the behavior model stays as it was, and can still be used after PLAS is disposed of", async () => {
  const behavior = behaviorOf(log.spec);
  const before = contentsOf(behavior.variables);
  const algorithm = plas(log.spec, { behavior, hiddenSizes: [8], batchSize: 8, perturbationLimit: 0.1 });
  await trained(algorithm, log, 20);
  algorithm.dispose();
  expect(contentsOf(behavior.variables)).toEqual(before);
  expect(behavior.policy().act(log.observations.slice(0, 3))).toHaveLength(2);
  behavior.dispose();
});

test("a behavior model of another log or with another scaling is refused", () => {
  const behavior = behaviorOf({ ...log.spec, observationMean: [1, 2, 3] });
  expect(() => plas(log.spec, { behavior })).toThrow("plas's behavior must be made for the same spec");
  expect(() => plas(behavior.spec, { behavior, standardizeObservations: false })).toThrow(
    new RangeError("plas's standardizeObservations must be that of its behavior, true; got false"),
  );
  behavior.dispose();
});
