import { broadcast } from "./broadcast";

// All broadcast: the arguments after the addresses are those of `broadcast`.

class Sum {
  apply(a: v128, b: v128): v128 {
    return f32x4.add(a, b);
  }
}
class Difference {
  apply(a: v128, b: v128): v128 {
    return f32x4.sub(a, b);
  }
}
class Product {
  apply(a: v128, b: v128): v128 {
    return f32x4.mul(a, b);
  }
}
class Quotient {
  apply(a: v128, b: v128): v128 {
    return f32x4.div(a, b);
  }
}
class SquaredDifference {
  apply(a: v128, b: v128): v128 {
    const difference = f32x4.sub(a, b);
    return f32x4.mul(difference, difference);
  }
}

/** a + b. */
export function add(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcast<Sum>(out, a, b, planes, rows, columns, repeats);
}

/** a − b. */
export function subtract(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcast<Difference>(out, a, b, planes, rows, columns, repeats);
}

/** a · b. */
export function multiply(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcast<Product>(out, a, b, planes, rows, columns, repeats);
}

/** a / b. */
export function divide(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcast<Quotient>(out, a, b, planes, rows, columns, repeats);
}

/** (a − b)². */
export function squaredDifference(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcast<SquaredDifference>(out, a, b, planes, rows, columns, repeats);
}
