import type { Tensor1D, Tensor2D, Tensor3D, TensorInfo } from "@tensorflow/tfjs-core";
import { type Bounds, boundsOf } from "../kernels/bounds.ts";
import { checkFraction, checkNotNegative, checkSize } from "../kernels/shape.ts";
import type { AcceleratedBackend } from "./backend.ts";
import { type Call, checkRank, checkSameShape, constantGradient, matrixSize, type Op, runOp } from "./op.ts";

/** What every Bellman target needs. */
export interface Backup extends Bounds {
  /** The reward, or the sum of n discounted rewards, [rows]. */
  readonly rewards: Tensor1D;
  /** γⁿ · (1 − terminated), [rows]; 0 gives exactly the reward, whatever the networks say of the next state. */
  readonly discounts: Tensor1D;
}

const greedy = "OfflineRlGreedyTarget";
const critics = "OfflineRlCriticsTarget";
const expected = "OfflineRlExpectedTarget";

/**
 * r + discount · Q(s′, argmax_a selector(s′, a)), ties to the lowest action: the greedy target where `selector` is
 * `values`; double Q-learning's (van Hasselt et al. 2016, arXiv:1509.06461, eq. 4) where it is the online network's
 * values. Targets are constants: none of them has a gradient.
 *
 * @param values, selector [rows, actions]
 */
export function greedyTarget(backup: Backup, values: Tensor2D, selector: Tensor2D = values): Tensor1D {
  checkRank("values", values, 2);
  checkSameShape("values and selector", values, selector);
  checkSize("the number of actions", values.shape[1]);
  return runBackup(greedy, backup, { values, selector }, {});
}

/**
 * r + discount · (w · min_k Q_k(s′) + (1 − w) · max_k Q_k(s′)): the minimum over critics for `minimumWeight` 1 (TD3,
 * arXiv:1802.09477), BCQ's mixture below (arXiv:1812.02900, eq. 13).
 *
 * @param values [critics, rows]
 */
export function criticsTarget(backup: Backup, values: Tensor2D, minimumWeight = 1): Tensor1D {
  checkRank("values", values, 2);
  checkSize("the number of critics", values.shape[0]);
  checkFraction("minimumWeight", minimumWeight);
  return runBackup(critics, backup, { values }, { minimumWeight });
}

/**
 * r + discount · Σ_a π(a|s′) (min_k Q_k(s′, a) − temperature · log π(a|s′)), π = softmax(logits) (discrete SAC,
 * arXiv:1910.07207).
 *
 * @param logits [rows, actions]
 * @param values [critics, rows, actions]
 */
export function expectedTarget(
  backup: Backup,
  logits: Tensor2D,
  values: Tensor3D,
  temperature = 0,
): Tensor1D {
  checkRank("logits", logits, 2);
  checkRank("values", values, 3);
  if (values.shape[2] !== logits.shape[1]) {
    throw new RangeError(`values must have ${logits.shape[1]} actions as the logits; got [${values.shape}]`);
  }
  checkSize("the number of critics", values.shape[0]);
  checkSize("the number of actions", values.shape[2]);
  checkNotNegative("temperature", temperature);
  return runBackup(expected, backup, { logits, values }, { temperature });
}

function runBackup(
  name: string,
  backup: Backup,
  inputs: Record<string, Tensor2D | Tensor3D>,
  attributes: Record<string, number>,
): Tensor1D {
  const { rewards, discounts } = backup;
  const [lowerBound, upperBound] = boundsOf(backup);
  checkRank("rewards", rewards, 1);
  checkRank("discounts", discounts, 1);
  const named: Record<string, TensorInfo> = { discounts, ...inputs };
  for (const [key, { shape }] of Object.entries(named)) {
    const rows = key === "values" && name !== greedy ? shape[1] : shape[0];
    if (rows !== rewards.size) {
      throw new RangeError(`${key} must have ${rewards.size} rows as the rewards; got the shape [${shape}]`);
    }
  }
  return runOp<Tensor1D>(name, { rewards, discounts, ...inputs }, { ...attributes, lowerBound, upperBound });
}

/** Output and the addresses that all targets share: out, rewards, discounts. */
function begin(backend: AcceleratedBackend, call: Call): [TensorInfo, number, number, number, number] {
  const rewards = call.input("rewards");
  const [rows] = matrixSize(rewards);
  const out = backend.output([rows]);
  const discounts = backend.address(call.input("discounts"));
  return [out, rows, backend.address(out), backend.address(rewards), discounts];
}

/** No gradient reaches what a target is made from. */
export const bellmanTargetOps: readonly Op[] = [
  {
    name: greedy,
    gradient: constantGradient(["rewards", "discounts", "values", "selector"]),
    run(backend, call) {
      const [out, rows, to, rewards, discounts] = begin(backend, call);
      const values = call.input("values");
      backend.kernels.greedyTarget(
        to,
        rewards,
        discounts,
        backend.address(call.input("selector")),
        backend.address(values),
        rows,
        matrixSize(values)[1],
        call.number("lowerBound"),
        call.number("upperBound"),
      );
      return out;
    },
  },
  {
    name: critics,
    gradient: constantGradient(["rewards", "discounts", "values"]),
    run(backend, call) {
      const [out, rows, to, rewards, discounts] = begin(backend, call);
      const values = call.input("values");
      backend.kernels.criticsTarget(
        to,
        rewards,
        discounts,
        backend.address(values),
        matrixSize(values)[0],
        rows,
        call.number("minimumWeight"),
        call.number("lowerBound"),
        call.number("upperBound"),
      );
      return out;
    },
  },
  {
    name: expected,
    gradient: constantGradient(["rewards", "discounts", "logits", "values"]),
    run(backend, call) {
      const [out, rows, to, rewards, discounts] = begin(backend, call);
      const [logits, values] = [call.input("logits"), call.input("values")];
      backend.kernels.expectedTarget(
        to,
        rewards,
        discounts,
        backend.address(logits),
        backend.address(values),
        values.shape[0] ?? 1,
        rows,
        matrixSize(logits)[1],
        call.number("temperature"),
        call.number("lowerBound"),
        call.number("upperBound"),
      );
      return out;
    },
  },
];
