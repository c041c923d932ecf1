import { fillRun } from "./run";

/** out[i] = the number with these bits, for i < count. */
export function fill(out: usize, bits: i32, count: i32): void {
  fillRun(out, i32x4.splat(bits), count);
}

/** out[i] = value for i < count, in bytes. */
export function fillBool(out: usize, value: i32, count: i32): void {
  memory.fill(out, <u8>value, count);
}
