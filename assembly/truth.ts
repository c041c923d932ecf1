import { fold } from "./fold";

// Truths are bytes, and hold where they are not 0.

class Any {
  entrySize(): usize {
    return 1;
  }
  resultSize(): usize {
    return 1;
  }
  start(): bool {
    return false;
  }
  next(holds: bool, x: usize): bool {
    return holds | (load<u8>(x) !== 0);
  }
  finish(out: usize, holds: bool, _: f64): void {
    store<u8>(out, <u8>holds);
  }
}
class All {
  entrySize(): usize {
    return 1;
  }
  resultSize(): usize {
    return 1;
  }
  start(): bool {
    return true;
  }
  next(holds: bool, x: usize): bool {
    return holds & (load<u8>(x) !== 0);
  }
  finish(out: usize, holds: bool, _: f64): void {
    store<u8>(out, <u8>holds);
  }
}
/** out[o][i] = whether one of x[o][r][i] holds. */
export function anyTrue(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  fold<Any, bool>(out, x, outer, reduced, inner, 1);
}

/** out[o][i] = whether all of x[o][r][i] hold. */
export function allTrue(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  fold<All, bool>(out, x, outer, reduced, inner, 1);
}
