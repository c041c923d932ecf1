import { fold } from "./fold";
import { reduce } from "./reduce";

/** In float64, so that what is too large or too small on the way does not count. */
class Product {
  entrySize(): usize {
    return 4;
  }
  start(): f64 {
    return 1;
  }
  next(product: f64, x: usize): f64 {
    return product * <f64>load<f32>(x);
  }
  finish(out: usize, product: f64, _: f64): void {
    store<f32>(out, <f32>product);
  }
  resultSize(): usize {
    return 4;
  }
}
class ProductOfIntegers {
  start(): v128 {
    return i32x4.splat(1);
  }
  apply(a: v128, b: v128): v128 {
    return i32x4.mul(a, b);
  }
}

/** out[o][i] = Π_r x[o][r][i]; 1 of nothing. */
export function product(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  fold<Product, f64>(out, x, outer, reduced, inner, 1);
}

/** `product` of int32, modulo 2³². */
export function productOfIntegers(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  reduce<ProductOfIntegers>(out, x, outer, reduced, inner);
}
