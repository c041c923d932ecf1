import { fillRun } from "./run";

/** out[i][j], in words: the bits `on` where j = indices[i], else `off`, for i < count, j < depth. */
export function oneHot(out: usize, indices: usize, count: i32, depth: i32, on: i32, off: i32): void {
  fillRun(out, i32x4.splat(off), count * depth);
  mark<u32>(out, indices, count, depth, on);
}

/** The same in bytes. */
export function oneHotBool(out: usize, indices: usize, count: i32, depth: i32, on: i32, off: i32): void {
  memory.fill(out, <u8>off, <usize>count * <usize>depth);
  mark<u8>(out, indices, count, depth, on);
}

function mark<T>(out: usize, indices: usize, count: i32, depth: i32, on: i32): void {
  const row = <usize>depth * sizeof<T>();
  for (let i = 0; i < count; i++, indices += 4, out += row) {
    const index = load<u32>(indices);
    if (index < <u32>depth) store<T>(out + <usize>index * sizeof<T>(), <T>on);
  }
}
