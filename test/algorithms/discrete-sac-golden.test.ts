import { scalar } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { discreteSac } from "../../src/algorithms/discrete-sac.ts";
import { init } from "../../src/tensor/init.ts";
import { type GoldenCase, goldenBatch, goldenSizes, loadLosses, lossMismatches } from "../losses/golden.ts";
import { loadContinuousLosses } from "../losses/golden-continuous.ts";
import { continuousGoldenUpdate, startDiscreteActorCriticFrom } from "./golden-continuous-step.ts";
import { goldenSpec } from "./golden-step.ts";

await init();

const file = loadLosses<GoldenCase>("discrete-sac");
const { losses, intermediates } = file.cases[0]!;

test("golden: what an update reports, with steps too small to matter to the policy's loss", () => {
  const learningRate = 1e-12;
  const algorithm = discreteSac(goldenSpec, {
    hiddenSizes: goldenSizes.hiddenSizes,
    standardizeObservations: false,
    criticLearningRate: learningRate,
    policyLearningRate: learningRate,
    temperatureLearningRate: learningRate,
  });
  const { variables } = algorithm;
  startDiscreteActorCriticFrom(file, algorithm);
  const logTemperature = variables.find(({ name }) => name.startsWith("log of the temperature"))!;
  logTemperature.assign(scalar(Number(loadContinuousLosses("discrete-sac").parameters.logTemperature)));
  const { criticLoss, policyLoss, temperature } = continuousGoldenUpdate(algorithm, goldenBatch(file));
  expect(lossMismatches(file, "critics", [criticLoss!], losses.critic!.value)).toEqual([]);
  expect(lossMismatches(file, "policy", [policyLoss!], losses.policy!.value)).toEqual([]);
  expect(lossMismatches(file, "temperature", [temperature!], intermediates.temperature!)).toEqual([]);
});
