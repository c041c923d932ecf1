import { dispose } from "@tensorflow/tfjs-core";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import type { QFunction } from "../../src/policy/q-function.ts";
import type { StateActionTable } from "../../src/tabular/state-action-table.ts";
import { tableOf, trainOn, wholeBatch } from "./tabular-log.ts";

/** A table in place of a network, and gradients without noise: training ends at the fixed point. */
export const exactConfig = {
  hiddenSizes: [],
  standardizeObservations: false,
  errorLoss: "squared",
  learningRate: 0.03,
  targetUpdateRate: 0.1,
} as const;

/** Q after training to the end on the whole log, with a discount that the learner does not choose. */
export function trainedValues(
  log: Dataset,
  discount: number,
  make: (spec: DatasetSpec) => Algorithm & QFunction,
): StateActionTable {
  const algorithm = make(log.spec);
  const batch = wholeBatch(log, discount);
  trainOn(algorithm, batch, stepsFor(discount));
  const values = tableOf(algorithm.values, log.spec.observationSize);
  algorithm.dispose();
  dispose({ ...batch });
  return values;
}

/** Until the target has stopped moving: it closes a share of 0.1 (1 − γ) of the way at a step. */
function stepsFor(discount: number): number {
  return discount > 0.5 ? 1500 : 500;
}
