import { broadcastEntries } from "./broadcast";
import { Words } from "./entries";

// Division of integers does not trap: by 0 it gives 0, as in NumPy, and −2³¹ / −1 is −2³¹.
// All broadcast: the arguments after the addresses are those of `broadcast`.

class Quotient {
  apply(a: v128, b: v128): v128 {
    return f32x4.floor(f32x4.div(a, b));
  }
}
class Remainder {
  apply(a: v128, b: v128): v128 {
    const first = remainder(f32x4.extract_lane(a, 0), f32x4.extract_lane(b, 0));
    const second = remainder(f32x4.extract_lane(a, 1), f32x4.extract_lane(b, 1));
    const third = remainder(f32x4.extract_lane(a, 2), f32x4.extract_lane(b, 2));
    const fourth = remainder(f32x4.extract_lane(a, 3), f32x4.extract_lane(b, 3));
    return f32x4(first, second, third, fourth);
  }
}
class IntegerQuotient {
  apply(a: v128, b: v128): v128 {
    const first = integerQuotient(i32x4.extract_lane(a, 0), i32x4.extract_lane(b, 0));
    const second = integerQuotient(i32x4.extract_lane(a, 1), i32x4.extract_lane(b, 1));
    const third = integerQuotient(i32x4.extract_lane(a, 2), i32x4.extract_lane(b, 2));
    const fourth = integerQuotient(i32x4.extract_lane(a, 3), i32x4.extract_lane(b, 3));
    return i32x4(first, second, third, fourth);
  }
}
class IntegerRemainder {
  apply(a: v128, b: v128): v128 {
    return i32x4.sub(a, i32x4.mul(b, changetype<IntegerQuotient>(0).apply(a, b)));
  }
}

/** Exact, with the sign of b, that of 0 too. */
function remainder(a: f32, b: f32): f32 {
  const rest = a % b;
  if (rest === 0) return copysign<f32>(0, b);
  return rest < 0 === b < 0 ? rest : rest + b;
}

function integerQuotient(a: i32, b: i32): i32 {
  if (b === 0) return 0;
  if (b === -1) return -a;
  const quotient = a / b;
  return (a ^ b) < 0 && quotient * b !== a ? quotient - 1 : quotient;
}

/** ⌊a / b⌋, the quotient rounded before. */
export function floorDivide(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<Quotient, Words, Words>(out, a, b, planes, rows, columns, repeats);
}

/** a − b ⌊a / b⌋ without error but for the last rounding, with the sign of b: NaN where b is 0 or a infinite. */
export function modulo(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<Remainder, Words, Words>(out, a, b, planes, rows, columns, repeats);
}

/** ⌊a / b⌋ of int32. */
export function floorDivideIntegers(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<IntegerQuotient, Words, Words>(out, a, b, planes, rows, columns, repeats);
}

/** a − b ⌊a / b⌋ of int32, with the sign of b; a where b is 0. */
export function moduloIntegers(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<IntegerRemainder, Words, Words>(out, a, b, planes, rows, columns, repeats);
}
