import {
  abs,
  div,
  mean,
  mul,
  type Scalar,
  scalar,
  squaredDifference,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { stopGradient } from "../tensor/stop-gradient.ts";
import { firstCritic } from "./deterministic-policy.ts";
import { leastValue } from "./entropy-regularized.ts";

// Deterministic policies that are held to the log's actions by a squared distance.

/** A policy's loss, and what it is made of. */
export interface NearBehaviorLoss {
  readonly [part: string]: Scalar;
  readonly loss: Scalar;
  /** The distance of the policy's actions to the log's, as the algorithm measures it, without its weight. */
  readonly behaviorLoss: Scalar;
  /** λ, by which the values count. */
  readonly valueScale: Scalar;
}

/** λ = w / mean |Q|, a constant: the weight of the values does not depend on the scale of the rewards. */
export function valueScale(values: Tensor, valueWeight = 1): Scalar {
  return div<Scalar>(valueWeight, mean(abs(stopGradient(values))));
}

/** Σ_d (a_d − b_d)², over the components, [rows]. */
export function squaredDistance(actions: Tensor2D, others: Tensor2D): Tensor1D {
  return sum<Tensor1D>(squaredDifference(actions, others), 1);
}

/**
 * −λ mean Q_1(s, π(s)) + mean over rows and components of (π(s) − a)², λ = w / mean |Q_1(s, π(s))| (TD3+BC, Fujimoto & Gu 2021,
 * arXiv:2106.06860, equations 3 and 5).
 *
 * @param values Q_i(s, π(s)), of which the first critic's count, [critics, rows]
 * @param actions π(s), [rows, size]
 * @param dataActions a, [rows, size]
 */
export function td3BcPolicyLoss(
  values: Tensor2D,
  actions: Tensor2D,
  dataActions: Tensor2D,
  valueWeight: number,
): NearBehaviorLoss {
  const counted = firstCritic(values);
  const scale = valueScale(counted, valueWeight);
  const behaviorLoss = mean<Scalar>(squaredDifference(actions, dataActions));
  const loss = sub<Scalar>(behaviorLoss, mul(scale, mean(counted)));
  return { loss, behaviorLoss, valueScale: scale };
}

/**
 * mean (w Σ_d (π(s)_d − a_d)² − λ min_i Q_i(s, π(s))), λ = 1 / mean |min_i Q_i(s, π(s))| or 1 (ReBRAC, Tarasov et al. 2023,
 * arXiv:2305.09836, equation 2 and its code).
 *
 * @param values Q_i(s, π(s)), [critics, rows]
 * @param actions π(s), [rows, size]
 * @param dataActions a, [rows, size]
 */
export function rebracPolicyLoss(
  values: Tensor2D,
  actions: Tensor2D,
  dataActions: Tensor2D,
  { actorBehaviorWeight, normalizeValues }: { actorBehaviorWeight: number; normalizeValues: boolean },
): NearBehaviorLoss {
  const counted = leastValue(values);
  const scale = normalizeValues ? valueScale(counted) : scalar(1);
  const behaviorLoss = mean<Scalar>(squaredDistance(actions, dataActions));
  const loss = sub<Scalar>(mul(actorBehaviorWeight, behaviorLoss), mul(scale, mean(counted)));
  return { loss, behaviorLoss, valueScale: scale };
}
