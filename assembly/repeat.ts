import { storeFew } from "./lanes";
import { map } from "./map";

class Same {
  apply(x: v128): v128 {
    return x;
  }
}

/** out[o][r][i] = x[o][i] for r < repeats: x repeated along an axis. */
export function repeat(out: usize, x: usize, outer: i32, repeats: i32, inner: i32): void {
  const width = (<usize>inner) << 2;
  for (let o = 0; o < outer; o++, x += width, out += <usize>repeats * width) {
    if (inner === 1) fill(out, v128.load32_splat(x), repeats);
    else for (let r = 0, row = out; r < repeats; r++, row += width) map<Same>(row, x, inner);
  }
}

function fill(out: usize, x: v128, count: i32): void {
  const whole = out + ((<usize>(count & ~3)) << 2);
  for (; out < whole; out += 16) v128.store(out, x);
  const rest = count & 3;
  if (rest) storeFew(out, x, rest);
}
