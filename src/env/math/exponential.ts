/**
 * Exponential and logarithm in float64 from +, −, ×, ÷ in a fixed order: Math.exp and Math.log may round differently from
 * engine to engine. Reductions and minimax polynomials of fdlibm (Sun Microsystems 1993, see THIRD-PARTY-NOTICES);
 * below 1 unit in the last place, subnormal results of exp excepted.
 */

// ln 2 = high + low; a multiple of `high`, which has 32 bits, is exact
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

/** eˣ; 0 or Infinity beyond what float64 holds, NaN of NaN. */
export function exp(x: number): number {
  if (x > 745) return Infinity;
  if (!(x > -746)) return Math.max(0, x);
  const k = Math.floor(x / Math.LN2 + 0.5);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const rest = high - low;
  const t = rest * rest;
  const c =
    rest -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  return timesPowerOfTwo(1 - (low - (rest * c) / (2 - c) - high), k);
}

/** The natural logarithm; −Infinity of 0 and NaN of a negative number. */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : Number.NaN;
  const { exponent: k, mantissa } = split(x);
  const f = mantissa - 1;
  const s = f / (2 + f);
  const z = s * s;
  const r =
    z *
    (0.6666666666666735 +
      z *
        (0.3999999999940942 +
          z *
            (0.2857142874366239 +
              z *
                (0.22222198432149784 +
                  z * (0.1818357216161805 + z * (0.15313837699209373 + z * 0.14798198605116586))))));
  const half = 0.5 * f * f;
  return k * ln2High - (half - (s * (half + r) + k * ln2Low) - f);
}

const word = new DataView(new ArrayBuffer(8));

/** x = mantissa · 2^exponent with a mantissa from √½ to √2, for a positive finite x. */
function split(x: number): { exponent: number; mantissa: number } {
  if (x < 2 ** -1022) {
    const { exponent, mantissa } = split(x * 2 ** 54);
    return { exponent: exponent - 54, mantissa };
  }
  word.setFloat64(0, x);
  const high = word.getUint32(0);
  word.setUint32(0, (high & 0xfffff) | (1023 << 20));
  const mantissa = word.getFloat64(0);
  const exponent = (high >>> 20) - 1023;
  return mantissa > Math.SQRT2 ? { exponent: exponent + 1, mantissa: mantissa / 2 } : { exponent, mantissa };
}

/** y · 2ᵏ for −1080 < k < 1080, in two factors, since 2ᵏ itself may not be a float64. */
function timesPowerOfTwo(y: number, k: number): number {
  const half = Math.floor(k / 2);
  return y * powerOfTwo(half) * powerOfTwo(k - half);
}

function powerOfTwo(k: number): number {
  word.setUint32(0, (k + 1023) << 20);
  word.setUint32(4, 0);
  return word.getFloat64(0);
}
