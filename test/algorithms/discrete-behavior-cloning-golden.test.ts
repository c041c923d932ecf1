import { expect, test } from "vitest";
import { discreteBehaviorCloning } from "../../src/algorithms/discrete-behavior-cloning.ts";
import { init } from "../../src/tensor/init.ts";
import { type GoldenCase, loadLosses, lossMismatches } from "../losses/golden.ts";
import { firstStepDifferences, goldenConfig, goldenSpec, goldenUpdate, startFrom } from "./golden-step.ts";

await init();

interface Case extends GoldenCase {
  readonly config: { readonly logitPenalty: number };
}

const file = loadLosses<Case>("bc-categorical");

test.for(file.cases)(
  "golden $name: the reported loss, and weights and moments after Adam's first step",
  ({ config, losses }) => {
    const algorithm = discreteBehaviorCloning(goldenSpec, { ...goldenConfig, ...config });
    startFrom(file, algorithm, ["policy"]);
    const reported = goldenUpdate(file, algorithm);
    expect(Object.keys(reported)).toEqual(["loss"]);
    expect(lossMismatches(file, "loss", [reported.loss!], losses.policy!.value)).toEqual([]);
    expect(firstStepDifferences(file, algorithm, losses.policy!, 6)).toEqual([]);
  },
);
