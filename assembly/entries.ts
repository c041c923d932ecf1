import { loadFew, storeFew } from "./lanes";

// How entries lie in memory: a kernel works on four of them at a time, as lanes of 32 bits. The methods need no instance.

/** float32 or int32. */
export class Words {
  bytes(count: i32): usize {
    return (<usize>count) << 2;
  }
  load(address: usize): v128 {
    return v128.load(address);
  }
  splat(address: usize): v128 {
    return v128.load32_splat(address);
  }
  loadFew(address: usize, count: i32): v128 {
    return loadFew(address, count, f32x4.splat(0));
  }
  store(address: usize, x: v128): void {
    v128.store(address, x);
  }
  storeFew(address: usize, x: v128, count: i32): void {
    storeFew(address, x, count);
  }
}

/** bool, a byte each, as lanes of all ones where it is true. Every byte but 0 is true; 1 is written for it. */
export class Truths {
  bytes(count: i32): usize {
    return <usize>count;
  }
  load(address: usize): v128 {
    return truthsOf(v128.load32_zero(address));
  }
  splat(address: usize): v128 {
    return truthsOf(v128.load8_splat(address));
  }
  loadFew(address: usize, count: i32): v128 {
    let x = v128.load8_lane(address, f32x4.splat(0), 0);
    if (count > 1) x = v128.load8_lane(address, x, 1, 1);
    if (count > 2) x = v128.load8_lane(address, x, 2, 2);
    return truthsOf(x);
  }
  store(address: usize, x: v128): void {
    v128.store32_lane(address, bytesOf(x), 0);
  }
  storeFew(address: usize, x: v128, count: i32): void {
    x = bytesOf(x);
    v128.store8_lane(address, x, 0);
    if (count > 1) v128.store8_lane(address, x, 1, 1);
    if (count > 2) v128.store8_lane(address, x, 2, 2);
  }
}

/** Lanes of all ones where one of the first four bytes is not 0. */
function truthsOf(bytes: v128): v128 {
  const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
  return i32x4.ne(words, i32x4.splat(0));
}

/** Four bytes, 1 where the lane is all ones and 0 where it is 0. */
function bytesOf(x: v128): v128 {
  const halves = i16x8.narrow_i32x4_s(x, x);
  return v128.and(i8x16.narrow_i16x8_s(halves, halves), i8x16.splat(1));
}

/** Up to four entries at an address, of which `left` remain. */
export function lanesAt<Entries>(address: usize, left: i32): v128 {
  const entries = changetype<Entries>(0);
  return left < 4 ? entries.loadFew(address, left) : entries.load(address);
}

/** Writes up to four entries, of which `left` remain. */
export function putLanes<Entries>(address: usize, x: v128, left: i32): void {
  const entries = changetype<Entries>(0);
  if (left < 4) entries.storeFew(address, x, left);
  else entries.store(address, x);
}
