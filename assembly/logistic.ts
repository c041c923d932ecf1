import { exp } from "./exponential";
import { log1p } from "./logarithm";

let one: v128 = f32x4.splat(1.0);
let zero: v128 = f32x4.splat(0.0);

/** σ(x) = 1 / (1 + e^−x), within 2.5 ULP down to the subnormal numbers. */
export function sigmoid(x: v128): v128 {
  const decay = exp(f32x4.neg(f32x4.abs(x)));
  const numerator = v128.bitselect(decay, one, f32x4.lt(x, zero));
  return f32x4.div(numerator, f32x4.add(one, decay));
}

/** log(1 + e^x) = max(x, 0) + log1p(e^−|x|), within 2.5 ULP. */
export function softplus(x: v128): v128 {
  return f32x4.add(f32x4.pmax(x, zero), log1p(exp(f32x4.neg(f32x4.abs(x)))));
}

/** log σ(x) = −softplus(−x), within 2.5 ULP. */
export function logSigmoid(x: v128): v128 {
  return f32x4.neg(softplus(f32x4.neg(x)));
}
