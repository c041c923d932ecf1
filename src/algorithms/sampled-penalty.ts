import {
  concat,
  expandDims,
  type Rank,
  reshape,
  type Scalar,
  split,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tile,
} from "@tensorflow/tfjs-core";
import { conservativePenalty, uniformValue } from "../losses/conservative.ts";
import { densityCorrected, sampledMaximizerValue } from "../losses/importance-sampled.ts";
import { repeatedRows } from "../tensor/repeated-rows.ts";
import { stopGradient } from "../tensor/stop-gradient.ts";
import type { ContinuousBatch } from "./batch.ts";
import { joined, type SampledActions } from "./sampled-actions.ts";

/** The distribution μ of continuous actions whose values are pushed down, as far as drawn actions show it. */
export type SampledPushDown = "logSumExp" | "mixtureLogSumExp" | "policyLogSumExp" | "policy" | "uniform";

/** The form of a penalty; the fields are those of `CqlConfig`. */
export interface SampledPenalty {
  readonly pushDown: SampledPushDown;
  readonly pushUp: boolean;
  readonly maximizerTemperature?: number | undefined;
  readonly normalized?: boolean | undefined;
  readonly gapBounds?: readonly [lower: number, upper: number] | undefined;
}

/** Where drawn actions come from: everywhere alike, the policy, the policy in the next state. */
export type ActionSource = "uniform" | "policy" | "nextPolicy";

const sources: Readonly<Record<SampledPushDown, readonly ActionSource[]>> = {
  logSumExp: ["uniform", "nextPolicy", "policy"],
  mixtureLogSumExp: ["uniform", "nextPolicy", "policy"],
  policyLogSumExp: ["policy"],
  policy: ["policy"],
  uniform: ["uniform"],
};

/** The actions that a form looks at. */
export function proposedActions(
  pushDown: SampledPushDown,
  draw: Readonly<Record<ActionSource, () => SampledActions>>,
): SampledActions {
  return joined(sources[pushDown].map((source) => draw[source]()));
}

/** Q_i of the log's actions, [critics, rows], and of the proposed ones, which are constants, [critics, rows, actions], in one call. */
export function valuesOfProposed(
  valuesOf: (observations: Tensor2D, actions: Tensor2D) => Tensor2D,
  { observations, actions }: ContinuousBatch,
  proposed: Tensor3D,
): { readonly dataValues: Tensor2D; readonly proposedValues: Tensor3D } {
  const [rows, count, size] = proposed.shape;
  const each = reshape<Rank.R2>(stopGradient(proposed), [rows * count, size]);
  // the log's rows first: sums over rows are then those of the log's alone where the others have no gradient
  const values = valuesOf(
    concat([observations, repeatedRows(observations, count)], 0),
    concat([actions, each], 0),
  );
  const [dataValues, others] = split<Tensor2D>(values, [rows, rows * count], 1);
  return { dataValues: dataValues!, proposedValues: reshape<Rank.R3>(others!, [-1, rows, count]) };
}

/**
 * The mean over critics and rows of what is pushed down, less what is pushed up.
 *
 * @param dataValues Q_i(s, a) of the log's actions, [critics, rows]
 * @param proposedValues Q_i(s, a_k), [critics, rows, actions]
 * @param logDensities log μ_k(a_k|s), [rows, actions]
 */
export function sampledPenalty(
  dataValues: Tensor2D,
  proposedValues: Tensor3D,
  logDensities: Tensor2D,
  form: SampledPenalty,
): Scalar {
  const [criticCount, , actions] = proposedValues.shape;
  const data = reshape<Rank.R1>(dataValues, [-1]);
  const proposed = reshape<Rank.R2>(proposedValues, [-1, actions]);
  const pushedDown = pushedDownValue(data, proposed, tile(logDensities, [criticCount, 1]), form);
  return conservativePenalty(pushedDown, form.pushUp ? data : undefined, form.gapBounds);
}

/**
 * E_{a∼μ} Q(s, a) of every row.
 *
 * @param dataValues Q(s, a) of the log's actions, [rows]
 * @param proposed Q(s, a_k), [rows, actions]
 * @param logDensities log μ_k(a_k|s), [rows, actions]
 */
export function pushedDownValue(
  dataValues: Tensor1D,
  proposed: Tensor2D,
  logDensities: Tensor2D,
  { pushDown, maximizerTemperature: temperature, normalized }: SampledPenalty,
): Tensor1D {
  const maximizer = { temperature, normalized };
  switch (pushDown) {
    case "logSumExp":
      return sampledMaximizerValue(densityCorrected(proposed, logDensities), maximizer);
    case "mixtureLogSumExp":
      return sampledMaximizerValue(concat([expandDims<Tensor2D>(dataValues, 1), proposed], 1), maximizer);
    case "policyLogSumExp":
      return sampledMaximizerValue(proposed, maximizer);
    case "policy":
    case "uniform":
      return uniformValue(proposed);
  }
}
