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
  aPlane: i32,
  aRow: i32,
  aColumn: i32,
  bPlane: i32,
  bRow: i32,
  bColumn: i32,
): void {
  broadcast<Sum>(out, a, b, planes, rows, columns, aPlane, aRow, aColumn, bPlane, bRow, bColumn);
}

/** a − b. */
export function subtract(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  aPlane: i32,
  aRow: i32,
  aColumn: i32,
  bPlane: i32,
  bRow: i32,
  bColumn: i32,
): void {
  broadcast<Difference>(out, a, b, planes, rows, columns, aPlane, aRow, aColumn, bPlane, bRow, bColumn);
}

/** a · b. */
export function multiply(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  aPlane: i32,
  aRow: i32,
  aColumn: i32,
  bPlane: i32,
  bRow: i32,
  bColumn: i32,
): void {
  broadcast<Product>(out, a, b, planes, rows, columns, aPlane, aRow, aColumn, bPlane, bRow, bColumn);
}

/** a / b. */
export function divide(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  aPlane: i32,
  aRow: i32,
  aColumn: i32,
  bPlane: i32,
  bRow: i32,
  bColumn: i32,
): void {
  broadcast<Quotient>(out, a, b, planes, rows, columns, aPlane, aRow, aColumn, bPlane, bRow, bColumn);
}

/** (a − b)². */
export function squaredDifference(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  aPlane: i32,
  aRow: i32,
  aColumn: i32,
  bPlane: i32,
  bRow: i32,
  bColumn: i32,
): void {
  broadcast<SquaredDifference>(
    out,
    a,
    b,
    planes,
    rows,
    columns,
    aPlane,
    aRow,
    aColumn,
    bPlane,
    bRow,
    bColumn,
  );
}
