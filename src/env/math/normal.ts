import type { RandomStream } from "../../kernels/random.ts";
import { exp, log } from "./exponential.ts";

/** log √(2π) */
const logRootOfTwoPi = 0.9189385332046727;

/**
 * A draw of N(0, 1): the quantile of (k + ½)/2³², k the next 32 bits, so that one draw takes one step of the stream and
 * |draw| ≤ 6.34. The same bits in every engine.
 */
export function normal(random: RandomStream): number {
  return normalQuantile((random.bits() + 0.5) * 2 ** -32);
}

// Coefficients from the constant up; relative error about 1e-16.
const center = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
] as const;
const centerDivisor = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852546,
] as const;
const shoulder = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
] as const;
const shoulderDivisor = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
] as const;
const tail = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
] as const;
const tailDivisor = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
] as const;

/** The z with Φ(z) = p, for p in (0, 1). Wichura 1988, algorithm AS 241 (PPND16), doi:10.2307/2347330. */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(center, r)) / polynomial(centerDivisor, r);
  }
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const size =
    r <= 5
      ? polynomial(shoulder, r - 1.6) / polynomial(shoulderDivisor, r - 1.6)
      : polynomial(tail, r - 5) / polynomial(tailDivisor, r - 5);
  return q < 0 ? -size : size;
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k]!;
  return sum;
}

/** log φ(z) = −z²/2 − log √(2π), the log-density of N(0, 1). */
export function normalLogDensity(z: number): number {
  return -0.5 * z * z - logRootOfTwoPi;
}

/** log Φ(z), the log-probability that N(0, 1) is below z, also where Φ(z) underflows; relative error below 1e-13. */
export function normalLogCdf(z: number): number {
  if (z < -2) return normalLogDensity(z) + log(millsRatio(-z));
  if (z <= 2) return log(0.5 + exp(normalLogDensity(z)) * oddSeries(z));
  return logOfOneMinus(exp(normalLogDensity(z)) * millsRatio(z));
}

/** (1 − Φ(z)) / φ(z) for z ≥ 2 by Laplace's continued fraction 1/(z + 1/(z + 2/(z + 3/(z + …)))). */
function millsRatio(z: number): number {
  let fraction = z;
  for (let k = 100; k >= 1; k--) fraction = z + k / fraction;
  return 1 / fraction;
}

/** (Φ(z) − ½) / φ(z) = z + z³/3 + z⁵/(3·5) + …, for |z| ≤ 2. */
function oddSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 1; k <= 30; k++) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return sum;
}

/** log(1 − q) for 0 ≤ q ≤ 0.03, by its series: 1 − q would lose the digits of q. */
function logOfOneMinus(q: number): number {
  let sum = 0;
  for (let k = 11; k >= 1; k--) sum = q * (1 / k + sum);
  return -sum;
}
