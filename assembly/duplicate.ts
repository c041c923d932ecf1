/** Copies `bytes` from x to out. */
export function duplicate(out: usize, x: usize, bytes: i32): void {
  memory.copy(out, x, bytes);
}
