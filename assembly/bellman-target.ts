import { expNonPositive } from "./exponential";
import { isNaNLane, loadFew, storeFew } from "./lanes";
import { rowMaximum, sumBeyondMaximum } from "./log-sum-exp";
import { log1p } from "./logarithm";
import { loadColumn, loadPerRow, nextRow, storePerRow } from "./rows";

/**
 * reward + discount · next, limited to [lower, upper]. Where discount is 0 the reward is selected, not computed: a
 * terminal row must not see a NaN or an infinity of the network.
 */
function backup(reward: v128, discount: v128, next: v128, lower: f32, upper: f32): v128 {
  const bootstrapped = f32x4.add(reward, f32x4.mul(discount, next));
  const isTerminal = f32x4.eq(discount, f32x4.splat(0.0));
  const target = v128.bitselect(reward, bootstrapped, isTerminal);
  return f32x4.pmin(f32x4.pmax(target, f32x4.splat(lower)), f32x4.splat(upper));
}

/** all ones or `x`: a lane of ones is a NaN. */
function poison(x: v128, mask: v128): v128 {
  return v128.or(x, mask);
}

/**
 * out[row] = reward + discount · values[row][argmax_a selector[row][a]], ties to the lowest action. With
 * selector = values this is the greedy target, with the online network's values double Q-learning
 * (van Hasselt et al. 2016, arXiv:1509.06461, eq. 4). A NaN anywhere in a row that bootstraps gives NaN.
 */
export function greedyTarget(
  out: usize,
  reward: usize,
  discount: usize,
  selector: usize,
  values: usize,
  rows: i32,
  actions: i32,
  lower: f32,
  upper: f32,
): void {
  const width = (<usize>actions) << 2;
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    let largest = loadColumn(selector, row0, row1, row2, row3);
    let next = loadColumn(values, row0, row1, row2, row3);
    let hasNaN = v128.or(isNaNLane(largest), isNaNLane(next));
    for (let offset: usize = 4; offset < width; offset += 4) {
      const candidate = loadColumn(selector + offset, row0, row1, row2, row3);
      const value = loadColumn(values + offset, row0, row1, row2, row3);
      const isLarger = f32x4.gt(candidate, largest);
      largest = v128.bitselect(candidate, largest, isLarger);
      next = v128.bitselect(value, next, isLarger);
      hasNaN = v128.or(hasNaN, v128.or(isNaNLane(candidate), isNaNLane(value)));
    }
    const target = backup(
      loadPerRow(reward, row, rows),
      loadPerRow(discount, row, rows),
      poison(next, hasNaN),
      lower,
      upper,
    );
    storePerRow(out, row, rows, target);
  }
}

/**
 * out[row] = reward + discount · (w min_k values[k][row] + (1 − w) max_k values[k][row]): the minimum over critics for
 * w = 1 (TD3, arXiv:1802.09477), BCQ's mixture for w < 1 (arXiv:1812.02900, eq. 13).
 */
export function criticsTarget(
  out: usize,
  reward: usize,
  discount: usize,
  values: usize,
  critics: i32,
  rows: i32,
  minimumWeight: f32,
  lower: f32,
  upper: f32,
): void {
  const width = (<usize>rows) << 2;
  const whole = (<usize>(rows & ~3)) << 2;
  for (let offset: usize = 0; offset < whole; offset += 16) {
    const next = combine(values + offset, critics, width, minimumWeight, 4);
    const r = v128.load(reward + offset);
    v128.store(out + offset, backup(r, v128.load(discount + offset), next, lower, upper));
  }
  const rest = rows & 3;
  if (!rest) return;
  const zero = f32x4.splat(0);
  const next = combine(values + whole, critics, width, minimumWeight, rest);
  const r = loadFew(reward + whole, rest, zero);
  storeFew(out + whole, backup(r, loadFew(discount + whole, rest, zero), next, lower, upper), rest);
}

/** w min_k + (1 − w) max_k of `count` ≤ 4 rows at `values`, the critics `width` bytes apart; NaN where one is. */
function combine(values: usize, critics: i32, width: usize, minimumWeight: f32, count: i32): v128 {
  let smallest = loadUpTo4(values, count);
  let largest = smallest;
  let hasNaN = isNaNLane(smallest);
  for (let critic = 1; critic < critics; critic++) {
    values += width;
    const value = loadUpTo4(values, count);
    smallest = f32x4.pmin(smallest, value);
    largest = f32x4.pmax(largest, value);
    hasNaN = v128.or(hasNaN, isNaNLane(value));
  }
  return poison(mix(smallest, largest, minimumWeight), hasNaN);
}

function loadUpTo4(address: usize, count: i32): v128 {
  return count === 4 ? v128.load(address) : loadFew(address, count, f32x4.splat(0));
}

function mix(smallest: v128, largest: v128, weight: f32): v128 {
  if (weight === 1.0) return smallest; // 0 · ∞ would be NaN
  if (weight === 0.0) return largest;
  const small = f32x4.mul(f32x4.splat(weight), smallest);
  return f32x4.add(small, f32x4.mul(f32x4.splat(1.0 - weight), largest));
}

/**
 * out[row] = reward + discount · Σ_a π(a) (min_k values[k][row][a] − temperature · log π(a)), π = softmax(logits[row])
 * (discrete SAC, Christodoulou 2019, arXiv:1910.07207, eq. 10). An action of probability 0 counts as absent.
 */
export function expectedTarget(
  out: usize,
  reward: usize,
  discount: usize,
  logits: usize,
  values: usize,
  critics: i32,
  rows: i32,
  actions: i32,
  temperature: f32,
  lower: f32,
  upper: f32,
): void {
  const width = (<usize>actions) << 2;
  const one = f32x4.splat(1.0);
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    const maximum = rowMaximum(logits, row0, row1, row2, row3, width);
    const beyond = sumBeyondMaximum(logits, row0, row1, row2, row3, width, maximum, one);
    const logNormalizer = log1p(beyond);
    let next = f32x4.splat(0.0);
    for (let offset: usize = 0; offset < width; offset += 4) {
      const distance = f32x4.sub(loadColumn(logits + offset, row0, row1, row2, row3), maximum);
      const weight = expNonPositive(distance);
      let value = loadColumn(values + offset, row0, row1, row2, row3);
      for (let critic = 1; critic < critics; critic++) {
        const other = values + offset + <usize>critic * <usize>rows * width;
        value = minimumOrNaN(value, loadColumn(other, row0, row1, row2, row3));
      }
      const bonus = f32x4.mul(f32x4.splat(temperature), f32x4.sub(distance, logNormalizer));
      const term = f32x4.mul(weight, f32x4.sub(value, bonus));
      next = f32x4.add(next, v128.andnot(term, f32x4.eq(weight, f32x4.splat(0.0))));
    }
    const target = backup(
      loadPerRow(reward, row, rows),
      loadPerRow(discount, row, rows),
      f32x4.div(next, f32x4.add(one, beyond)),
      lower,
      upper,
    );
    storePerRow(out, row, rows, target);
  }
}

/** The smaller of two, NaN where either is. */
function minimumOrNaN(a: v128, b: v128): v128 {
  return v128.or(f32x4.pmin(a, b), isNaNLane(b));
}
