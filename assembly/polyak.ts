import { zip } from "./zip";

class Approach {
  apply(target: v128, online: v128, rate: v128): v128 {
    return f32x4.add(target, f32x4.mul(rate, f32x4.sub(online, target)));
  }
}

/** target ← target + rate · (online − target) in place; a rate of 1 copies bit for bit. */
export function polyak(target: usize, online: usize, count: i32, rate: f32): void {
  if (rate === 1.0) memory.copy(target, online, (<usize>count) << 2);
  else zip<Approach>(target, target, online, count, f32x4.splat(rate));
}
