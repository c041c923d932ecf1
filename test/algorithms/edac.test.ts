import { expect, test } from "vitest";
import { type EdacConfig, edac, edacDefaults } from "../../src/algorithms/edac.ts";
import { sac, sacDefaults } from "../../src/algorithms/sac.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf } from "../tensor/entries.ts";
import { continuousLog, drawnBatch } from "./continuous-log.ts";
import {
  actorCriticChanges,
  algorithmContract,
  type Settings,
  smallActorCritic,
  trained,
} from "./contract.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = continuousLog();
const settings = (given: Settings) =>
  settingsOf<Partial<EdacConfig>>(Object.entries({ ...smallActorCritic, criticCount: 3, ...given }));

algorithmContract({
  name: "edac",
  log,
  defaults: { ...edacDefaults },
  changes: {
    ...actorCriticChanges,
    criticCount: { value: 2 },
    temperature: { value: 0.1 },
    targetEntropy: { value: 1 },
    temperatureLearningRate: { value: 1e-2 },
    diversityWeight: { value: 0.1 },
  },
  variants: [{}, { criticLayerNorm: true }, { diversityWeight: 0 }],
  make: (spec, given = {}) => edac(spec, settings(given)),
});

test("without diversity, and with two critics, it is SAC to the bit", async () => {
  const own = edac(log.spec, settings({ diversityWeight: 0, criticCount: 2 }));
  const twin = sac(log.spec, settings({ criticCount: 2 }));
  expect(await trained(own, log)).toEqual(await trained(twin, log));
  for (const algorithm of [own, twin]) algorithm.dispose();
});

test("diversity is refused for one critic, SAC-N of one is not", () => {
  const one = settings({ criticCount: 1 });
  expect(() => edac(log.spec, one)).toThrow(
    new RangeError("edac's diversityWeight has no effect with one critic; got 1"),
  );
  expect(() => edac(log.spec, { ...one, diversityWeight: 0 }).dispose()).not.toThrow();
});

test("defaults: ten critics of three layers, η = 1, and the step sizes and batches of SAC, as in the paper", () => {
  const { entropyBackup, ...own } = sacDefaults;
  expect(entropyBackup).toBe(true);
  expect(edacDefaults).toEqual({ ...own, hiddenSizes: [256, 256, 256], criticCount: 10, diversityWeight: 1 });
});

test("the diversity lowers how alike the critics' gradients are", async () => {
  const similarityAfter = async (diversityWeight: number) => {
    const algorithm = edac(log.spec, settings({ diversityWeight }));
    await trained(algorithm, log, 200);
    const { similarity } = algorithm.update(drawnBatch(log, algorithm.sampling));
    algorithm.dispose();
    return entriesOf(similarity!)[0]!;
  };
  expect(await similarityAfter(5)).toBeLessThan((await similarityAfter(0.01)) - 0.5);
});
