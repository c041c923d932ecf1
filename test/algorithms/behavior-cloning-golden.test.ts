import { tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { ContinuousAlgorithm } from "../../src/algorithms/algorithm.ts";
import { type BehaviorCloningConfig, behaviorCloning } from "../../src/algorithms/behavior-cloning.ts";
import { deterministicBehaviorCloning } from "../../src/algorithms/deterministic-behavior-cloning.ts";
import { cloningCase } from "../losses/cloning-golden.ts";
import { lossMismatches } from "../losses/golden.ts";
import { fileOfNetworks } from "../losses/golden-continuous.ts";
import { continuousGoldenSpec, continuousGoldenUpdate } from "./golden-continuous-step.ts";
import { firstStepDifferences, goldenConfig, startFrom } from "./golden-step.ts";

function cloning(given: Partial<BehaviorCloningConfig>): () => ContinuousAlgorithm {
  return () => behaviorCloning(continuousGoldenSpec, { ...goldenConfig, ...given });
}

const margin = 0.0009765625;

/** Learners of the file's cases, and how many variables their policies have. */
const cases: { name: string; make: () => ContinuousAlgorithm; policySize: number }[] = [
  { name: "tanh-gaussian", make: cloning({ actionMargin: 1e-6 }), policySize: 6 },
  { name: "tanh-gaussian-clamped-log-std", make: cloning({ actionMargin: 1e-6 }), policySize: 6 },
  { name: "tanh-gaussian-boundary-actions", make: cloning({ actionMargin: margin }), policySize: 6 },
  { name: "gaussian-tanh-mean-state-independent-std", make: cloning({ policy: "gaussian" }), policySize: 7 },
  {
    name: "deterministic",
    make: () => deterministicBehaviorCloning(continuousGoldenSpec, goldenConfig),
    policySize: 6,
  },
];

test.for(cases)(
  "golden $name: the reported loss, and weights and moments after Adam's first step",
  ({ name, make, policySize }) => {
    const { each, golden, networkName, actions } = cloningCase(name);
    const algorithm = make();
    const file = fileOfNetworks(golden.file);
    startFrom(file, algorithm, [networkName]);
    if (policySize > 6) algorithm.variables[6]!.assign(tensor1d([...golden.logStd]));
    const reported = continuousGoldenUpdate(algorithm, { ...golden.batch, actions });
    expect(Object.keys(reported)).toEqual(["loss"]);
    expect(lossMismatches(file, "loss", [reported.loss!], each.losses.policy!.value)).toEqual([]);
    expect(firstStepDifferences(file, algorithm, each.losses.policy!, policySize)).toEqual([]);
  },
);
