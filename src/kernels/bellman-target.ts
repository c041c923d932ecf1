import { type Bounds, boundsOf } from "./bounds.ts";
import type { Kernels } from "./kernels.ts";
import { checkFraction, checkLength, checkNotNegative, checkSize, rowsOf } from "./shape.ts";

/** What every Bellman target needs. All arrays are [rows]. */
export interface Backup extends Bounds {
  /** The reward, or the sum of n discounted rewards. */
  readonly rewards: Float32Array;
  /** γⁿ · (1 − terminated): 0 gives exactly the reward, whatever the networks say of the next state. */
  readonly discounts: Float32Array;
}

function checkBackup(backup: Backup): [number, number, number] {
  const { rewards, discounts } = backup;
  checkLength(rewards.length, { discounts });
  return [rewards.length, ...boundsOf(backup)];
}

/**
 * r + discount · Q(s′, argmax_a selector(s′, a)), ties to the lowest action. With `selector` = `values` it is the greedy
 * target r + discount · max_a Q(s′, a); with the online network's values as selector and the target network's as values
 * it is double Q-learning's (van Hasselt et al. 2016, arXiv:1509.06461, eq. 4). A NaN in a row that bootstraps gives NaN.
 *
 * @param selector, values flat row-major [rows][actions]
 * @returns [rows]
 */
export function greedyTarget(
  kernels: Kernels,
  backup: Backup,
  actions: number,
  values: Float32Array,
  selector: Float32Array = values,
): Float32Array {
  const [rows, lower, upper] = checkBackup(backup);
  checkSize("actions", actions);
  checkLength(rows * actions, { values, selector });
  return kernels.run((exports, arena) => {
    const out = arena.reserve(rows);
    exports.greedyTarget(
      out.address,
      arena.place(backup.rewards),
      arena.place(backup.discounts),
      arena.place(selector),
      arena.place(values),
      rows,
      actions,
      lower,
      upper,
    );
    return arena.read(out);
  });
}

/**
 * r + discount · (w · min_k Q_k(s′) + (1 − w) · max_k Q_k(s′)) over k critics: their minimum for `minimumWeight` 1 (TD3,
 * arXiv:1802.09477), BCQ's mixture below (arXiv:1812.02900, eq. 13).
 *
 * @param values flat [critics][rows]
 * @returns [rows]
 */
export function criticsTarget(
  kernels: Kernels,
  backup: Backup,
  values: Float32Array,
  minimumWeight = 1,
): Float32Array {
  const [rows, lower, upper] = checkBackup(backup);
  const critics = criticsOf(values, rows);
  checkFraction("minimumWeight", minimumWeight);
  return kernels.run((exports, arena) => {
    const out = arena.reserve(rows);
    exports.criticsTarget(
      out.address,
      arena.place(backup.rewards),
      arena.place(backup.discounts),
      arena.place(values),
      critics,
      rows,
      minimumWeight,
      lower,
      upper,
    );
    return arena.read(out);
  });
}

/**
 * r + discount · Σ_a π(a|s′) (min_k Q_k(s′, a) − temperature · log π(a|s′)) with π = softmax(logits) (discrete SAC,
 * arXiv:1910.07207). The minimum over critics stands inside the expectation; an action of probability 0 counts as absent.
 *
 * @param logits flat row-major [rows][actions]
 * @param values flat [critics][rows][actions]
 * @param temperature weight of the entropy, 0 for none
 * @returns [rows]
 */
export function expectedTarget(
  kernels: Kernels,
  backup: Backup,
  actions: number,
  logits: Float32Array,
  values: Float32Array,
  temperature = 0,
): Float32Array {
  const [rows, lower, upper] = checkBackup(backup);
  checkSize("actions", actions);
  checkLength(rows * actions, { logits });
  const critics = criticsOf(values, rows * actions);
  checkNotNegative("temperature", temperature);
  return kernels.run((exports, arena) => {
    const out = arena.reserve(rows);
    exports.expectedTarget(
      out.address,
      arena.place(backup.rewards),
      arena.place(backup.discounts),
      arena.place(logits),
      arena.place(values),
      critics,
      rows,
      actions,
      temperature,
      lower,
      upper,
    );
    return arena.read(out);
  });
}

/** The number of critics in `values`, each with `entries` of them. */
function criticsOf(values: Float32Array, entries: number): number {
  const critics = entries === 0 ? 1 : rowsOf("values", values, "entries of a critic", entries);
  checkSize("the number of critics in values", critics);
  return critics;
}
