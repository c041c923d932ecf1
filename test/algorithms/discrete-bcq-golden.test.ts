import { expect, test } from "vitest";
import { discreteBcq } from "../../src/algorithms/discrete-bcq.ts";
import { init } from "../../src/tensor/init.ts";
import { assignLayers, type GoldenCase, loadLosses, lossMismatches } from "../losses/golden.ts";
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
  readonly config: { readonly threshold: number; readonly logitPenalty: number };
}

const file = loadLosses<Case>("discrete-bcq");
const targetUpdateRate = 0.25;
/** Of the variables: two networks of 6, then the settings and 12 moments of the optimizer of the values. */
const behaviorStart = 12 + 13;

test.for(file.cases)(
  "golden $name: what it reports, both networks and their moments after Adam's first step, and the target",
  ({ config, losses, intermediates }) => {
    const { threshold: supportThreshold, logitPenalty } = config;
    const algorithm = discreteBcq(goldenSpec, {
      ...goldenConfig,
      targetUpdateRate,
      supportThreshold,
      logitPenalty,
    });
    startFrom(file, algorithm, ["q", "qTarget"]);
    const behavior = algorithm.variables.slice(behaviorStart);
    assignLayers(behavior, file.networks.behavior!);
    const reported = goldenUpdate(file, algorithm);
    const total = losses.total!;
    expect(lossMismatches(file, "loss", [reported.loss!], total.value)).toEqual([]);
    const { temporalDifference, allowed } = intermediates;
    expect(lossMismatches(file, "error", [reported.temporalDifference!], temporalDifference!)).toEqual([]);
    const counts = [allowed!].flat(3).map(Number);
    const share = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(Math.abs(reported.allowedShare! - share)).toBeLessThan(1e-6);
    expect(firstStepDifferences(file, algorithm, total, 12)).toEqual([]);
    const ofBehavior = { ...algorithm, variables: behavior };
    expect(firstStepDifferences(file, ofBehavior, { ...total, trains: ["behavior"] }, 6)).toEqual([]);
    const [online, target] = [algorithm.variables.slice(0, 6), algorithm.variables.slice(6, 12)];
    expect(targetDifferences(file, "qTarget", target, online, targetUpdateRate)).toEqual([]);
  },
);
