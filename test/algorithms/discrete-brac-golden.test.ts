import { scalar } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { QLearningAlgorithm } from "../../src/algorithms/algorithm.ts";
import { discreteBehaviorCloning } from "../../src/algorithms/discrete-behavior-cloning.ts";
import { type DiscreteBracConfig, discreteBrac } from "../../src/algorithms/discrete-brac.ts";
import { init } from "../../src/tensor/init.ts";
import {
  assignLayers,
  type GoldenCase,
  goldenBatch,
  goldenSizes,
  loadLosses,
  lossMismatches,
} from "../losses/golden.ts";
import { entriesOf } from "../tensor/entries.ts";
import { continuousGoldenUpdate, startDiscreteActorCriticFrom } from "./golden-continuous-step.ts";
import { firstAdamStep, goldenSpec } from "./golden-step.ts";

await init();

interface Case extends GoldenCase {
  readonly config: {
    readonly penalty?: "none" | "value" | "reward";
    readonly divergenceWeight?: number;
    readonly temperature?: number;
    readonly minimumWeight?: number;
    readonly targetDivergence?: number;
    readonly divergenceWeightMax?: number;
  };
  readonly parameters: { readonly logDivergenceWeight?: number };
}

const file = loadLosses<Case>("discrete-brac");
const casesOf = (loss: string) =>
  file.cases.filter(({ name, losses }) => loss in losses && !name.startsWith("support-mask"));

const shared = { hiddenSizes: goldenSizes.hiddenSizes, standardizeObservations: false };
/** Too small to matter to what the update computes after a step. */
const learningRate = 1e-12;
const behavior = discreteBehaviorCloning(goldenSpec, shared);
assignLayers(behavior.network.variables, file.networks.behavior!);

/** A learner with the weights of the file. */
function learnerOf(given: Partial<DiscreteBracConfig>): QLearningAlgorithm {
  const rates = { criticLearningRate: learningRate, policyLearningRate: learningRate };
  const algorithm = discreteBrac(goldenSpec, { behavior, ...shared, ...rates, ...given });
  startDiscreteActorCriticFrom(file, algorithm);
  return algorithm;
}

test.for(casesOf("policy"))("golden $name: the policy's loss that an update reports", (each) => {
  const { divergenceWeight = 0, temperature = 0 } = each.config;
  const { policyLoss } = continuousGoldenUpdate(
    learnerOf({ divergenceWeight, temperature }),
    goldenBatch(file),
  );
  expect(lossMismatches(file, "policy", [policyLoss!], each.losses.policy!.value)).toEqual([]);
});

test.for(casesOf("critic"))("golden $name: the critics' loss that an update reports", (each) => {
  const { divergenceWeight = 0, temperature = 0, minimumWeight = 1, penalty = "none" } = each.config;
  const settings = { divergenceWeight, temperature, minimumWeight, criticPenalty: penalty };
  const { criticLoss } = continuousGoldenUpdate(learnerOf(settings), goldenBatch(file));
  expect(lossMismatches(file, "critic", [criticLoss!], each.losses.critic!.value)).toEqual([]);
});

test.for(casesOf("dual"))("golden $name: the weight that is reported, and its first step", (each) => {
  const { targetDivergence = 0, divergenceWeightMax: multiplierMaximum = 0 } = each.config;
  const { logDivergenceWeight = 0 } = each.parameters;
  const multiplierLearningRate = 0.02;
  const algorithm = learnerOf({ targetDivergence, multiplierMaximum, multiplierLearningRate });
  const logWeight = algorithm.variables.find(({ name }) => name.startsWith("log of the divergence weight"))!;
  logWeight.assign(scalar(logDivergenceWeight));
  const reported = continuousGoldenUpdate(algorithm, goldenBatch(file));
  const weight = Number(each.intermediates.divergenceWeight);
  expect(lossMismatches(file, "weight", [reported.divergenceWeight!], weight)).toEqual([]);
  expect(reported.divergenceWeightAtMaximum).toBe(Number(weight === multiplierMaximum));
  const gradient = each.losses.dual!.gradients.parameters.logDivergenceWeight!;
  const moved = firstAdamStep(logDivergenceWeight, gradient, multiplierLearningRate);
  expect(Math.abs(entriesOf(logWeight)[0]! - moved)).toBeLessThan(2e-7);
});

test("the file has 2 losses of the policy, 4 of the critics and 3 of the weight", () => {
  expect(["policy", "critic", "dual"].map((loss) => casesOf(loss).length)).toEqual([2, 4, 3]);
});

test("in a warm start the policy's loss is λ times the divergence, and the critics learn all the same", () => {
  const settings = { divergenceWeight: 0.75, criticPenalty: "value", warmStartSteps: 1 } as const;
  const algorithm = learnerOf(settings);
  const value = casesOf("critic").find(({ name }) => name === "value-penalty-critic")!;
  const { policyLoss, divergence, criticLoss } = continuousGoldenUpdate(algorithm, goldenBatch(file));
  expect(Math.abs(policyLoss! / (0.75 * divergence!) - 1)).toBeLessThan(1e-6);
  expect(lossMismatches(file, "critic", [criticLoss!], value.losses.critic!.value)).toEqual([]);
  const after = continuousGoldenUpdate(algorithm, goldenBatch(file));
  const policy = casesOf("policy").find(({ name }) => name === "policy-penalty-actor")!;
  expect(lossMismatches(file, "policy", [after.policyLoss!], policy.losses.policy!.value)).toEqual([]);
});
