import type { Checkpoint, Run } from "../../../src/cli/quickstart/experiment.ts";
import type { Baseline } from "../../../src/cli/quickstart/report.ts";

export const baseline: Baseline = { returnMean: 99.48, returnSd: 130.24, trueValue: 42.66 };

/** A run with three checkpoints, whose last measurement is given. */
export function runOf(
  algorithm: string,
  { predictedValue, trueValue }: Pick<Checkpoint, "predictedValue" | "trueValue">,
): Run {
  const [returnMean, returnSd] = [344.23, 147.04];
  const curve = [200, 400, 600].map((step) => ({
    step,
    returnMean: step / 2,
    returnSd,
    predictedValue: predictedValue === null ? null : (predictedValue * step) / 600,
    trueValue: (trueValue * step) / 600,
  }));
  const result = { algorithm, seeds: [0], steps: 600, stepsPerSecond: 3647.7 };
  return { result: { ...result, returnMean, returnSd, predictedValue, trueValue }, curve };
}

export const runs: readonly Run[] = [
  runOf("behaviorCloning", { predictedValue: null, trueValue: 92.86 }),
  runOf("dqn", { predictedValue: 238.25, trueValue: 21.67 }),
  runOf("discreteCql", { predictedValue: 93.83, trueValue: 99.33 }),
];
