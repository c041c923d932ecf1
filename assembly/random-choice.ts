import { expNonPositive } from "./exponential";
import { largestLane, loadFew } from "./lanes";
import { nextBits } from "./random";

/**
 * out[row] = j with probability softmax(logits[row])_j, an int32, by the inverse of the distribution function: the first j
 * whose weights up to it are more than a uniform part, a multiple of 2⁻³², of all. One draw a row moves the state of four
 * words. Where the weights are no numbers (a NaN or Infinity among the logits, or none above −Infinity) it is −1.
 * @returns the first such row, or −1
 */
export function randomChoice(out: usize, state: usize, logits: usize, rows: i32, columns: i32): i32 {
  let fault = -1;
  for (let row = 0; row < rows; row++, out += 4, logits += (<usize>columns) << 2) {
    const part = <f64>nextBits(state) * 2.3283064365386963e-10;
    const maximum = largestOf(logits, columns);
    const total = totalWeight(logits, columns, maximum);
    const isChoice = total > 0;
    store<i32>(out, isChoice ? indexAt(logits, columns, maximum, part * total) : -1);
    if (!isChoice && fault < 0) fault = row;
  }
  return fault;
}

/** Entries at and after `offset`, as many as there are, then −Infinity. */
function entriesAt(x: usize, offset: i32, columns: i32): v128 {
  const address = x + ((<usize>offset) << 2);
  if (offset + 4 <= columns) return v128.load(address);
  return loadFew(address, columns - offset, f32x4.splat(-Infinity));
}

/** May lose a NaN, which the weights do not. */
function largestOf(x: usize, columns: i32): v128 {
  let maximum = f32x4.splat(-Infinity);
  for (let offset = 0; offset < columns; offset += 4)
    maximum = f32x4.pmax(maximum, entriesAt(x, offset, columns));
  return largestLane(maximum);
}

function weightsAt(x: usize, offset: i32, columns: i32, maximum: v128): v128 {
  return expNonPositive(f32x4.sub(entriesAt(x, offset, columns), maximum));
}

/** In float64 and in order, as `indexAt` adds them up. */
function totalWeight(x: usize, columns: i32, maximum: v128): f64 {
  let sum: f64 = 0;
  for (let offset = 0; offset < columns; offset += 4) {
    const weights = weightsAt(x, offset, columns, maximum);
    sum += <f64>f32x4.extract_lane(weights, 0);
    sum += <f64>f32x4.extract_lane(weights, 1);
    sum += <f64>f32x4.extract_lane(weights, 2);
    sum += <f64>f32x4.extract_lane(weights, 3);
  }
  return sum;
}

/** The first index at which the sum of the weights exceeds `limit`, which is less than all of them. */
function indexAt(x: usize, columns: i32, maximum: v128, limit: f64): i32 {
  let sum: f64 = 0;
  for (let offset = 0; offset < columns; offset += 4) {
    const weights = weightsAt(x, offset, columns, maximum);
    sum += <f64>f32x4.extract_lane(weights, 0);
    if (sum > limit) return offset;
    sum += <f64>f32x4.extract_lane(weights, 1);
    if (sum > limit) return offset + 1;
    sum += <f64>f32x4.extract_lane(weights, 2);
    if (sum > limit) return offset + 2;
    sum += <f64>f32x4.extract_lane(weights, 3);
    if (sum > limit) return offset + 3;
  }
  return -1;
}
