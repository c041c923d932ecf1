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

/** Writes `count` words side by side. */
export function fillRun(out: usize, word: u32, count: i32): void {
  const end = out + ((<usize>count) << 2);
  const four = i32x4.splat(word);
  for (const whole = out + ((<usize>(count & ~3)) << 2); out < whole; out += 16) v128.store(out, four);
  for (; out < end; out += 4) store<u32>(out, word);
}
