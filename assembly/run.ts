import { storeFew } from "./lanes";

/** From here on the engine's own copy is faster than a loop of vectors. */
const LONG: usize = 1024;

/** Copies `count` entries of T that lie side by side. */
export function copyRun<T>(out: usize, x: usize, count: i32): void {
  const bytes = <usize>count * sizeof<T>();
  if (bytes >= LONG) memory.copy(out, x, bytes);
  else {
    const end = out + bytes;
    for (const whole = out + (bytes & ~15); out < whole; out += 16, x += 16) v128.store(out, v128.load(x));
    for (; out < end; out += sizeof<T>(), x += sizeof<T>()) store<T>(out, load<T>(x));
  }
}

/** Writes `count` words side by side, which are the lanes of `four`. */
export function fillRun(out: usize, four: v128, count: i32): void {
  const whole = out + ((<usize>(count & ~3)) << 2);
  for (; out < whole; out += 16) v128.store(out, four);
  const rest = count & 3;
  if (rest) storeFew(out, four, rest);
}
