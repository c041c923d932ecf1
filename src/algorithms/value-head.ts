import {
  expandDims,
  mean,
  type Rank,
  reshape,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tile,
} from "@tensorflow/tfjs-core";
import { quantileHuberLoss, quantilePlaces } from "../losses/quantile-huber.ts";
import { type ErrorLoss, temporalDifferenceLoss } from "../losses/temporal-difference.ts";
import { type Backup, greedyTarget } from "../tensor/bellman-target.ts";
import { takePerRow } from "../tensor/take-per-row.ts";

/** The values of the log's own actions, and how far they are from their targets. */
export interface Judged {
  /** Q(s, a), [rows]. */
  readonly dataValues: Tensor1D;
  readonly temporalDifference: Scalar;
}

/** What the outputs of a Q-network mean. */
export interface ValueHead {
  /** Outputs for an observation. */
  readonly outputs: number;
  /** Q(s, ·), [rows, actions]. */
  values(outputs: Tensor2D): Tensor2D;
  /** Targets of what the network learns, of the next states' outputs and the values that choose the next action; constants. */
  targets(backup: Backup, nextOutputs: Tensor2D, selector: Tensor2D): Tensor;
  judge(outputs: Tensor2D, actions: Tensor1D, targets: Tensor): Judged;
}

/** A value for every action, with one target a row. */
export function valueHead(actions: number, errorLoss: ErrorLoss): ValueHead {
  return {
    outputs: actions,
    values: (outputs) => outputs,
    targets: greedyTarget,
    judge(outputs, taken, targets) {
      const dataValues = takePerRow(outputs, taken);
      const wanted = reshape<Rank.R1>(targets, [-1]);
      return { dataValues, temporalDifference: temporalDifferenceLoss(dataValues, wanted, errorLoss) };
    },
  };
}

/**
 * N quantiles of the return of every action, whose mean is its value (QR-DQN, Dabney et al. 2017, arXiv:1710.10044): outputs are
 * [quantiles, actions], and a row has N targets, the quantiles of the next state's greedy action.
 */
export function quantileHead(actions: number, quantiles: number): ValueHead {
  const each = (outputs: Tensor): Tensor2D => reshape<Rank.R2>(outputs, [-1, actions]);
  const together = (flat: Tensor1D): Tensor2D => reshape<Rank.R2>(flat, [-1, quantiles]);
  const repeated = (x: Tensor1D): Tensor1D =>
    reshape<Rank.R1>(tile(expandDims<Tensor2D>(x, 1), [1, quantiles]), [-1]);
  return {
    outputs: quantiles * actions,
    values: (outputs) => mean<Tensor2D>(reshape<Rank.R3>(outputs, [-1, quantiles, actions]), 1),
    targets(backup, nextOutputs, selector) {
      const choosers = tile<Tensor3D>(expandDims<Tensor3D>(selector, 1), [1, quantiles, 1]);
      const perQuantile = {
        ...backup,
        rewards: repeated(backup.rewards),
        discounts: repeated(backup.discounts),
      };
      return together(greedyTarget(perQuantile, each(nextOutputs), each(choosers)));
    },
    judge(outputs, taken, targets) {
      const learned = together(takePerRow(each(outputs), repeated(taken)));
      const wanted = reshape<Rank.R2>(targets, [-1, quantiles]);
      const temporalDifference = quantileHuberLoss(learned, wanted, quantilePlaces(quantiles));
      return { dataValues: mean<Tensor1D>(learned, 1), temporalDifference };
    },
  };
}
