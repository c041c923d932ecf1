import { log } from "./logarithm";
import { map } from "./map";

/**
 * The next 32 bits of xoshiro128++ (Blackman & Vigna 2021, doi:10.1145/3460772) for the four words at `state`; the same
 * stream as src/kernels/random.ts.
 */
export function nextBits(state: usize): u32 {
  const s0 = load<u32>(state);
  const s1 = load<u32>(state, 4);
  const s2 = load<u32>(state, 8) ^ s0;
  const s3 = load<u32>(state, 12) ^ s1;
  const sum = s0 + load<u32>(state, 12);
  store<u32>(state, s0 ^ s3);
  store<u32>(state, s1 ^ s2, 4);
  store<u32>(state, s2 ^ (s1 << 9), 8);
  store<u32>(state, rotl<u32>(s3, 11), 12);
  return rotl<u32>(sum, 7) + s0;
}

/** Fills `out` with random bits. */
function fill(out: usize, state: usize, count: i32): void {
  for (const end = out + ((<usize>count) << 2); out < end; out += 4) store<u32>(out, nextBits(state));
}

/** The 24 high bits as a fraction. */
class UniformFromBits {
  apply(bits: v128): v128 {
    return f32x4.mul(f32x4.convert_i32x4_u(i32x4.shr_u(bits, 8)), f32x4.splat(5.9604644775390625e-8));
  }
}

/**
 * The standard normal quantile by Wichura's PPND7 (1988, algorithm AS 241, about 7 figures), from a sign bit and 31 bits
 * of probability in the tail: a probability near 1 has no precise float32, one near 0 has.
 */
class NormalFromBits {
  apply(bits: v128): v128 {
    const sign = v128.and(bits, i32x4.splat(0x80000000));
    const rank = f32x4.convert_i32x4_u(v128.and(bits, i32x4.splat(0x7fffffff)));
    const tail = f32x4.mul(f32x4.add(rank, f32x4.splat(0.5)), f32x4.splat(2.3283064365386963e-10));
    const isCentral = f32x4.gt(tail, f32x4.splat(0.075));
    return v128.xor(v128.bitselect(central(tail), outer(tail), isCentral), sign);
  }
}

function central(tail: v128): v128 {
  const q = f32x4.sub(f32x4.splat(0.5), tail);
  const r = f32x4.sub(f32x4.splat(0.180625), f32x4.mul(q, q));
  let top = f32x4.add(f32x4.mul(r, f32x4.splat(59.10937472)), f32x4.splat(159.29113202));
  top = f32x4.add(f32x4.mul(r, top), f32x4.splat(50.434271938));
  top = f32x4.add(f32x4.mul(r, top), f32x4.splat(3.3871327179));
  let bottom = f32x4.add(f32x4.mul(r, f32x4.splat(67.1875636)), f32x4.splat(78.757757664));
  bottom = f32x4.add(f32x4.mul(r, bottom), f32x4.splat(17.895169469));
  bottom = f32x4.add(f32x4.mul(r, bottom), f32x4.splat(1.0));
  return f32x4.div(f32x4.mul(q, top), bottom);
}

function outer(tail: v128): v128 {
  const r = f32x4.sub(f32x4.sqrt(f32x4.neg(log(tail))), f32x4.splat(1.6));
  let top = f32x4.add(f32x4.mul(r, f32x4.splat(0.17023821103)), f32x4.splat(1.3067284816));
  top = f32x4.add(f32x4.mul(r, top), f32x4.splat(2.75681539));
  top = f32x4.add(f32x4.mul(r, top), f32x4.splat(1.4234372777));
  let bottom = f32x4.add(f32x4.mul(r, f32x4.splat(0.12021132975)), f32x4.splat(0.7370016425));
  bottom = f32x4.add(f32x4.mul(r, bottom), f32x4.splat(1.0));
  return f32x4.div(top, bottom);
}

/** out[i] uniform in [0, 1), multiples of 2⁻²⁴; moves the state of four words. */
export function randomUniform(out: usize, state: usize, count: i32): void {
  fill(out, state, count);
  map<UniformFromBits>(out, out, count);
}

/** out[i] from N(0, 1), |out[i]| < 6.4; moves the state of four words. */
export function randomNormal(out: usize, state: usize, count: i32): void {
  fill(out, state, count);
  map<NormalFromBits>(out, out, count);
}

/** out[i] an int32 uniform in 0 … bound − 1, by the high word of bits · bound; moves the state of four words. */
export function randomIntegers(out: usize, state: usize, count: i32, bound: u32): void {
  for (const end = out + ((<usize>count) << 2); out < end; out += 4) {
    store<u32>(out, <u32>((<u64>nextBits(state) * <u64>bound) >> 32));
  }
}

/** out[i] is 0 with probability threshold / 2³², else `kept`; moves the state of four words. */
export function dropoutMask(out: usize, state: usize, count: i32, threshold: u32, kept: f32): void {
  for (const end = out + ((<usize>count) << 2); out < end; out += 4) {
    store<f32>(out, nextBits(state) < threshold ? 0 : kept);
  }
}
