import { loadFew, storeFew } from "./lanes";

/**
 * out[i] = F(a[i], b[i], parameter) for i < count; `out` may be `a` or `b`. F has a method
 * `apply(a: v128, b: v128, parameter: v128): v128` that needs no instance.
 */
export function zip<F>(out: usize, a: usize, b: usize, count: i32, parameter: v128): void {
  const f = changetype<F>(0);
  const whole = a + ((<usize>(count & ~3)) << 2);
  for (; a < whole; a += 16, b += 16, out += 16) {
    v128.store(out, f.apply(v128.load(a), v128.load(b), parameter));
  }
  const rest = count & 3;
  const zero = f32x4.splat(0);
  if (rest) storeFew(out, f.apply(loadFew(a, rest, zero), loadFew(b, rest, zero), parameter), rest);
}
