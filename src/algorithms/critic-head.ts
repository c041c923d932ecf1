import {
  mul,
  type Rank,
  reshape,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tile,
  transpose,
} from "@tensorflow/tfjs-core";
import { criticLoss } from "../losses/critic.ts";
import { quantileHuberLoss, quantilePlaces } from "../losses/quantile-huber.ts";
import { type Backup, criticsTarget } from "../tensor/bellman-target.ts";

/**
 * What critics know of the return of an action: its value, [critics, rows], or quantiles of it, [critics, quantiles, rows]. The rows
 * come last, so that a number of each row, such as a penalty, is subtracted from both in the same way.
 */
export type Returns = Tensor2D | Tensor3D;

/** What the outputs of critics mean, [critics, rows, outputs]. */
export interface CriticHead {
  returns(outputs: Tensor3D): Returns;
  /** Targets of what is learned, of the returns of the next states; constants. */
  targets(backup: Backup, nextReturns: Returns, minimumWeight?: number): Tensor;
  /** How far the outputs are from the targets: the sum over the critics of the means over the rows. */
  loss(outputs: Tensor3D, targets: Tensor): Scalar;
}

/** Of values, or of as many quantiles as are given. */
export function criticHead(quantiles: number | undefined): CriticHead {
  return quantiles === undefined ? valueHead : quantileHead(quantiles);
}

const valuesOf = (x: Tensor, rows: number): Tensor2D => reshape<Rank.R2>(x, [-1, rows]);

const valueHead: CriticHead = {
  returns: (outputs) => valuesOf(outputs, outputs.shape[1]),
  targets: (backup, nextReturns, minimumWeight) =>
    criticsTarget(backup, valuesOf(nextReturns, backup.rewards.size), minimumWeight),
  loss: (outputs, targets) =>
    criticLoss(valuesOf(outputs, outputs.shape[1]), reshape<Rank.R1>(targets, [-1])),
};

/**
 * y_k = r + discount · (w · min_i θ̄_ik(s′, a′) + (1 − w) · max_i θ̄_ik(s′, a′)), [rows, quantiles], and Σ_i of the
 * quantile regression's loss of θ_i(s, a).
 */
function quantileHead(quantiles: number): CriticHead {
  return {
    returns: (outputs) => transpose<Tensor3D>(outputs, [0, 2, 1]),
    targets({ rewards, discounts, ...bounds }, nextReturns, minimumWeight) {
      const repeated = (x: Tensor1D): Tensor1D => tile(x, [quantiles]);
      const backup = { ...bounds, rewards: repeated(rewards), discounts: repeated(discounts) };
      const flat = criticsTarget(backup, valuesOf(nextReturns, backup.rewards.size), minimumWeight);
      return transpose(valuesOf(flat, rewards.size));
    },
    loss(outputs, targets) {
      const [critics] = outputs.shape;
      const learned = reshape<Rank.R2>(outputs, [-1, quantiles]);
      const wanted = tile(reshape<Rank.R2>(targets, [-1, quantiles]), [critics, 1]);
      return mul<Scalar>(critics, quantileHuberLoss(learned, wanted, quantilePlaces(quantiles)));
    },
  };
}
