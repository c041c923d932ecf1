/** Fills `bytes` bytes with a pattern of four: a float32, an int32, or four times a bool. */
export function fill(out: usize, pattern: i32, bytes: i32): void {
  const end = out + bytes;
  const whole = out + (bytes & ~15);
  const wide = i32x4.splat(pattern);
  for (; out < whole; out += 16) v128.store(out, wide);
  for (; out + 4 <= end; out += 4) store<i32>(out, pattern);
  for (; out < end; out++) store<u8>(out, <u8>pattern);
}
