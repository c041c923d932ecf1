import { expect, test } from "vitest";
import { dqn } from "../../src/algorithms/dqn.ts";
import { init } from "../../src/tensor/init.ts";
import { type GoldenCase, loadLosses, lossMismatches } from "../losses/golden.ts";
import {
  firstStepDifferences,
  goldenConfig,
  goldenSpec,
  goldenUpdate,
  startFrom,
  targetDifferences,
} from "./golden-step.ts";

await init();

interface Case extends GoldenCase {
  readonly config: { readonly double: boolean; readonly huber: boolean };
}

const file = loadLosses<Case>("dqn");
const targetUpdateRate = 0.25;

test.for(file.cases)(
  "golden $name: the reported loss, weights and moments after Adam's first step, and the target after them",
  ({ config, losses }) => {
    const { double, huber } = config;
    const errorLoss = huber ? "huber" : "squared";
    const algorithm = dqn(goldenSpec, { ...goldenConfig, targetUpdateRate, double, errorLoss });
    startFrom(file, algorithm, ["q", "qTarget"]);
    const reported = goldenUpdate(file, algorithm);
    expect(Object.keys(reported)).toEqual(["loss"]);
    expect(lossMismatches(file, "loss", [reported.loss!], losses.q!.value)).toEqual([]);
    expect(firstStepDifferences(file, algorithm, losses.q!, 12)).toEqual([]);
    const [online, target] = [algorithm.variables.slice(0, 6), algorithm.variables.slice(6, 12)];
    expect(targetDifferences(file, "qTarget", target, online, targetUpdateRate)).toEqual([]);
  },
);
