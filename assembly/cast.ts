import { Truths, Words } from "./entries";
import { mapEntries } from "./map";

class Truncated {
  apply(x: v128, _: v128): v128 {
    return i32x4.trunc_sat_f32x4_s(x);
  }
}
class Converted {
  apply(x: v128, _: v128): v128 {
    return f32x4.convert_i32x4_s(x);
  }
}
class NotZero {
  apply(x: v128, _: v128): v128 {
    return f32x4.ne(x, f32x4.splat(0));
  }
}
class NotZeroInteger {
  apply(x: v128, _: v128): v128 {
    return i32x4.ne(x, i32x4.splat(0));
  }
}
/** Of a lane of all ones or none. */
class ParameterWhereTrue {
  apply(x: v128, parameter: v128): v128 {
    return v128.and(x, parameter);
  }
}

/** out[i] = x[i] without its fraction for i < count, within −2³¹ … 2³¹ − 1, and 0 where it is a NaN; `out` may be `x`. */
export function floatsToIntegers(out: usize, x: usize, count: i32): void {
  mapEntries<Truncated, Words, Words>(out, x, count, 0);
}

/** out[i] = x[i] rounded to float32 for i < count; `out` may be `x`. */
export function integersToFloats(out: usize, x: usize, count: i32): void {
  mapEntries<Converted, Words, Words>(out, x, count, 0);
}

/** out[i] = (x[i] ≠ 0) for i < count: a NaN is true. */
export function floatsToTruths(out: usize, x: usize, count: i32): void {
  mapEntries<NotZero, Words, Truths>(out, x, count, 0);
}

/** out[i] = (x[i] ≠ 0) for i < count. */
export function integersToTruths(out: usize, x: usize, count: i32): void {
  mapEntries<NotZeroInteger, Words, Truths>(out, x, count, 0);
}

/** out[i] = 1 where x[i] is true, else 0, for i < count. */
export function truthsToFloats(out: usize, x: usize, count: i32): void {
  mapEntries<ParameterWhereTrue, Truths, Words>(out, x, count, 1);
}

/** out[i] = 1 where x[i] is true, else 0, for i < count. */
export function truthsToIntegers(out: usize, x: usize, count: i32): void {
  mapEntries<ParameterWhereTrue, Truths, Words>(out, x, count, reinterpret<f32>(1));
}
