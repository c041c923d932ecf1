import { cosineOf } from "./circular";
import { loadFew, storeFew } from "./lanes";
import { map } from "./map";

// Settings and state of one optimizer, as float64, in this order. They lie in memory, not in arguments, so that a
// recorded call goes on where it stands and a learning rate can be changed under it.
const LEARNING_RATE: usize = 0;
const BETA1: usize = 8;
const BETA2: usize = 16;
const EPSILON: usize = 24;
const L2_DECAY: usize = 32;
const WEIGHT_DECAY: usize = 40;
const BETA1_POWER: usize = 48;
const BETA2_POWER: usize = 56;
const STEPS: usize = 64;
/** T of the schedule, 0 for none. */
const DECAY_STEPS: usize = 72;
/** The step size of this step. */
const RATE: usize = 80;

/** Bytes of the settings block. */
export function adamSettingsBytes(): usize {
  return 88;
}

/**
 * Once a step, before the parameters: t and the powers β₁ᵗ and β₂ᵗ move on, which are 0, 1 and 1 at first. The step size of the step
 * that t other ones were taken before is α, or α · ½ (1 + cos(π t/T)) where there is a T, and 0 from T on.
 */
export function adamAdvance(settings: usize): void {
  const steps = setting(settings, STEPS);
  store<f64>(
    settings + RATE,
    setting(settings, LEARNING_RATE) * scheduled(steps, setting(settings, DECAY_STEPS)),
  );
  store<f64>(settings + BETA1_POWER, load<f64>(settings + BETA1_POWER) * load<f64>(settings + BETA1));
  store<f64>(settings + BETA2_POWER, load<f64>(settings + BETA2_POWER) * load<f64>(settings + BETA2));
  store<f64>(settings + STEPS, steps + 1.0);
}

/** ½ (1 + cos x) = cos² ½x, which stays exact where it is small. */
function scheduled(steps: f64, decaySteps: f64): f64 {
  if (decaySteps === 0) return 1.0;
  if (steps >= decaySteps) return 0.0;
  const cosine = cosineOf((HALF_PI * steps) / decaySteps);
  return cosine * cosine;
}

/** beta · moment + (1 − beta) · x. */
function blend(moment: v128, x: v128, beta: v128, complement: v128): v128 {
  return f32x4.add(f32x4.mul(beta, moment), f32x4.mul(complement, x));
}

const HALF_PI: f64 = 1.5707963267948966;
/** The smallest normal float32. */
const TINY: f64 = 1.1754943508222875e-38;
/** Steps from one clearing of the moments to the next. */
const CLEARANCE: i64 = 64;

// A variable, for the reason given in exponential.ts.
let magnitude: v128 = i32x4.splat(0x7fffffff);

/** x, and 0 where it is smaller than `limit`. */
function flushed(x: v128, limit: v128): v128 {
  return v128.andnot(x, f32x4.lt(v128.and(x, magnitude), limit));
}

class Normal {
  apply(x: v128): v128 {
    return flushed(x, splat(TINY));
  }
}

function stepped(p: v128, m: v128, v: v128, shrink: v128, rate: v128, correction: v128, epsilon: v128): v128 {
  const deviation = f32x4.add(f32x4.sqrt(f32x4.mul(v, correction)), epsilon);
  return f32x4.sub(f32x4.mul(p, shrink), f32x4.div(f32x4.mul(rate, m), deviation));
}

function setting(settings: usize, offset: usize): f64 {
  return load<f64>(settings + offset);
}

function splat(x: f64): v128 {
  return f32x4.splat(<f32>x);
}

/**
 * One step of Adam (Kingma & Ba 2015, arXiv:1412.6980, algorithm 1) in place:
 * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², p ← p − rate · m̂ / (√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).
 * L2_DECAY adds decay · p to g; WEIGHT_DECAY shrinks p by rate · decay first (AdamW, arXiv:1711.05101).
 *
 * Processors take subnormal numbers several times slower, and rounding would keep the m of a weight that gets no gradient
 * any more from ever reaching 0. So (1 − β₂)g² counts as 0 below 2⁻¹²⁶, and every 64 steps so do m and v.
 */
export function adam(
  parameter: usize,
  firstMoment: usize,
  secondMoment: usize,
  gradient: usize,
  settings: usize,
  count: i32,
): void {
  const learningRate = setting(settings, RATE);
  const beta1 = splat(setting(settings, BETA1));
  const beta2 = splat(setting(settings, BETA2));
  // formed in float64: 1 − 0.999 in float32 is off by 1e-5
  const complement1 = splat(1.0 - setting(settings, BETA1));
  const complement2 = splat(1.0 - setting(settings, BETA2));
  const rate = splat(learningRate / (1.0 - setting(settings, BETA1_POWER)));
  const correction = splat(1.0 / (1.0 - setting(settings, BETA2_POWER)));
  const epsilon = splat(setting(settings, EPSILON));
  const shrink = splat(1.0 - learningRate * setting(settings, WEIGHT_DECAY));
  const decay = splat(setting(settings, L2_DECAY));
  const tiny = splat(sqrt<f64>(TINY / (1.0 - setting(settings, BETA2))));

  let offset: usize = 0;
  for (const whole = (<usize>(count & ~3)) << 2; offset < whole; offset += 16) {
    const p = v128.load(parameter + offset);
    const g = f32x4.add(v128.load(gradient + offset), f32x4.mul(decay, p));
    const h = flushed(g, tiny);
    const m = blend(v128.load(firstMoment + offset), g, beta1, complement1);
    const v = blend(v128.load(secondMoment + offset), f32x4.mul(h, h), beta2, complement2);
    v128.store(firstMoment + offset, m);
    v128.store(secondMoment + offset, v);
    v128.store(parameter + offset, stepped(p, m, v, shrink, rate, correction, epsilon));
  }
  const rest = count & 3;
  if (rest) {
    const zero = f32x4.splat(0);
    const p = loadFew(parameter + offset, rest, zero);
    const g = f32x4.add(loadFew(gradient + offset, rest, zero), f32x4.mul(decay, p));
    const h = flushed(g, tiny);
    const m = blend(loadFew(firstMoment + offset, rest, zero), g, beta1, complement1);
    const v = blend(loadFew(secondMoment + offset, rest, zero), f32x4.mul(h, h), beta2, complement2);
    storeFew(firstMoment + offset, m, rest);
    storeFew(secondMoment + offset, v, rest);
    storeFew(parameter + offset, stepped(p, m, v, shrink, rate, correction, epsilon), rest);
  }
  if (<i64>setting(settings, STEPS) % CLEARANCE === 0) {
    map<Normal>(firstMoment, firstMoment, count);
    map<Normal>(secondMoment, secondMoment, count);
  }
}
