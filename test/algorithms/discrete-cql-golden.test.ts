import { scalar, type Variable } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import { type DiscreteCqlConfig, discreteCql } from "../../src/algorithms/discrete-cql.ts";
import { init } from "../../src/tensor/init.ts";
import { type GoldenCase, loadLosses, lossMismatches } from "../losses/golden.ts";
import { entriesOf } from "../tensor/entries.ts";
import {
  firstAdamStep,
  firstStepDifferences,
  goldenConfig,
  goldenSpec,
  goldenUpdate,
  startFrom,
  targetDifferences,
} from "./golden-step.ts";

await init();

interface Case extends GoldenCase {
  readonly config: {
    readonly conservativeWeight?: number;
    readonly temperature?: number;
    readonly gapThreshold?: number;
    readonly alphaMax?: number;
  };
  readonly parameters: { readonly logAlpha?: number };
}

const file = loadLosses<Case>("discrete-cql");
const targetUpdateRate = 0.25;
const multiplierLearningRate = 0.02;

/** Settings of the cases that the algorithm has; the others are in test/losses. */
const forms: Record<string, Partial<DiscreteCqlConfig>> = {
  "cql-h": {},
  "cql-h-temperature": {},
  "push-down-softmax-q": { pushDown: "policy", pushUp: false },
  "push-down-uniform": { pushDown: "uniform", pushUp: false },
  "cql-uniform": { pushDown: "uniform" },
  lagrange: { multiplierLearningRate },
  "lagrange-gap-below-threshold": { multiplierLearningRate },
  "lagrange-at-maximum": { multiplierLearningRate },
};

const cases = file.cases.filter(({ name }) => name in forms);

/** A learner with the weights and the multiplier of the file. */
function learnerOf({ name, config: { alphaMax, ...config }, parameters }: Case): Algorithm {
  const maximum = alphaMax === undefined ? {} : { multiplierMaximum: alphaMax };
  const given = {
    ...goldenConfig,
    errorLoss: "huber" as const,
    targetUpdateRate,
    ...config,
    ...maximum,
    ...forms[name],
  };
  const algorithm = discreteCql(goldenSpec, given);
  startFrom(file, algorithm, ["q", "qTarget"]);
  logWeightOf(algorithm)?.assign(scalar(parameters.logAlpha ?? 0));
  return algorithm;
}

function logWeightOf({ variables }: Algorithm): Variable | undefined {
  return variables.find(({ name }) => name.startsWith("log of the conservative weight"));
}

test("8 of the 11 cases are forms that the algorithm has", () => {
  expect(file.cases).toHaveLength(11);
  expect(cases.map(({ name }) => name)).toEqual(Object.keys(forms));
});

test.for(cases)("golden $name: the reported loss, error, penalty and multiplier", (golden) => {
  const { temporalDifference, penalty, gap, alpha } = golden.intermediates;
  const expected = {
    loss: golden.losses.q!.value,
    temporalDifference: temporalDifference!,
    penalty: penalty ?? gap!,
    ...(alpha !== undefined && {
      conservativeWeight: alpha,
      conservativeWeightAtMaximum: Number(alpha === golden.config.alphaMax),
    }),
  };
  const reported = goldenUpdate(file, learnerOf(golden));
  expect(Object.keys(reported).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected))
    expect(lossMismatches(file, name, [reported[name]!], value)).toEqual([]);
});

test.for(cases)(
  "golden $name: weights and moments after Adam's first step, and the target after them",
  (golden) => {
    const algorithm = learnerOf(golden);
    goldenUpdate(file, algorithm);
    expect(firstStepDifferences(file, algorithm, golden.losses.q!, 12)).toEqual([]);
    const [online, target] = [algorithm.variables.slice(0, 6), algorithm.variables.slice(6, 12)];
    expect(targetDifferences(file, "qTarget", target, online, targetUpdateRate)).toEqual([]);
  },
);

test.for(cases.filter(({ parameters }) => parameters.logAlpha !== undefined))(
  "golden $name: log α moves by Adam's first step with the gradient of the file, within 2e-7",
  (golden) => {
    const algorithm = learnerOf(golden);
    goldenUpdate(file, algorithm);
    const gradient = golden.losses.alpha!.gradients.parameters.logAlpha!;
    const moved = firstAdamStep(golden.parameters.logAlpha!, gradient, multiplierLearningRate);
    expect(Math.abs(entriesOf(logWeightOf(algorithm)!)[0]! - moved)).toBeLessThan(2e-7);
  },
);
