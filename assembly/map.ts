import { lanesAt, putLanes } from "./entries";
import { loadFew, storeFew } from "./lanes";

/** out[i] = F(x[i]) for i < count; `out` may be `x`. F has a method `apply(x: v128): v128` that needs no instance. */
export function map<F>(out: usize, x: usize, count: i32): void {
  const f = changetype<F>(0);
  const whole = x + ((count & ~3) << 2);
  for (; x < whole; x += 16, out += 16) v128.store(out, f.apply(v128.load(x)));
  const rest = count & 3;
  if (rest) storeFew(out, f.apply(loadFew(x, rest, f32x4.splat(0.0))), rest);
}

/**
 * The same for entries of any format, with a parameter and one copy of F in the binary in place of two; `out` may be
 * `x` if their entries have one size. F has a method `apply(x: v128, parameter: v128): v128`.
 */
export function mapEntries<F, From, To>(out: usize, x: usize, count: i32, parameter: f32): void {
  const from = changetype<From>(0);
  const to = changetype<To>(0);
  const splat = f32x4.splat(parameter);
  for (let left = count; left > 0; left -= 4, x += from.bytes(4), out += to.bytes(4)) {
    putLanes<To>(out, changetype<F>(0).apply(lanesAt<From>(x, left), splat), left);
  }
}
