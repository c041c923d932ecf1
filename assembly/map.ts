import { loadFew, storeFew } from "./lanes";

/** out[i] = F(x[i]) for i < count; `out` may be `x`. F has a method `apply(x: v128): v128` that needs no instance. */
export function map<F>(out: usize, x: usize, count: i32): void {
  const f = changetype<F>(0);
  const whole = x + ((count & ~3) << 2);
  for (; x < whole; x += 16, out += 16) v128.store(out, f.apply(v128.load(x)));
  const rest = count & 3;
  if (rest) storeFew(out, f.apply(loadFew(x, rest, f32x4.splat(0.0))), rest);
}
