import { expNonPositive } from "./exponential";
import { largestLane, loadFew, storeFew, sumOfLanes } from "./lanes";

/** out[j] = weight · softmax(x · inverseTemperature)_j of one row; NaN throughout where the maximum is infinite. */
export function softmaxRow(out: usize, x: usize, columns: i32, inverseTemperature: v128, weight: v128): void {
  const whole = (<usize>(columns & ~3)) << 2;
  const rest = columns & 3;
  const nothing = f32x4.splat(-Infinity);

  let maximum = rest ? loadFew(x + whole, rest, nothing) : nothing;
  for (let offset: usize = 0; offset < whole; offset += 16)
    maximum = f32x4.pmax(maximum, v128.load(x + offset));
  maximum = largestLane(maximum);

  let sum = f32x4.splat(0.0);
  for (let offset: usize = 0; offset < whole; offset += 16) {
    const term = expNonPositive(f32x4.mul(f32x4.sub(v128.load(x + offset), maximum), inverseTemperature));
    sum = f32x4.add(sum, term);
    v128.store(out + offset, term);
  }
  if (rest) {
    const last = loadFew(x + whole, rest, nothing);
    const term = expNonPositive(f32x4.mul(f32x4.sub(last, maximum), inverseTemperature));
    sum = f32x4.add(sum, term);
    storeFew(out + whole, term, rest);
  }
  sum = sumOfLanes(sum);

  for (let offset: usize = 0; offset < whole; offset += 16) {
    v128.store(out + offset, f32x4.mul(f32x4.div(v128.load(out + offset), sum), weight));
  }
  if (rest) {
    const term = loadFew(out + whole, rest, f32x4.splat(0.0));
    storeFew(out + whole, f32x4.mul(f32x4.div(term, sum), weight), rest);
  }
}
