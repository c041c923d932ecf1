/**
 * Sine and cosine in float64 from +, −, × and comparisons in a fixed order: Math.sin and Math.cos may round differently
 * from engine to engine. Reduction to [−π/4, π/4] and minimax polynomials of fdlibm (Sun Microsystems 1993, see
 * THIRD-PARTY-NOTICES); below 1 unit in the last place.
 */

const largest = 823549; // 2¹⁹ · π/2: up to there a multiple of π/2 times its first 33 bits is exact

/** What is left of an angle after whole quarter turns: the angle is quarters · π/2 + high + low. */
interface Reduced {
  readonly quarters: number;
  readonly high: number;
  readonly low: number;
}

/** sin(x) for |x| ≤ 823549 rad; throws a RangeError beyond that. */
export function sin(x: number): number {
  const { quarters, high, low } = reduce("sin", x);
  if (quarters === 0) return sinOfReduced(high, low);
  if (quarters === 1) return cosOfReduced(high, low);
  return quarters === 2 ? -sinOfReduced(high, low) : -cosOfReduced(high, low);
}

/** cos(x) for |x| ≤ 823549 rad; throws a RangeError beyond that. */
export function cos(x: number): number {
  const { quarters, high, low } = reduce("cos", x);
  if (quarters === 0) return cosOfReduced(high, low);
  if (quarters === 1) return -sinOfReduced(high, low);
  return quarters === 2 ? -cosOfReduced(high, low) : sinOfReduced(high, low);
}

// π/2 in pieces of 33 bits, each with the rest in a double of its own
const pieces = [
  [1.5707963267341256, 6.077100506506192e-11],
  [6.077100506303966e-11, 2.0222662487959506e-21],
  [2.0222662487111665e-21, 8.4784276603689e-32],
] as const;
/** A second and a third piece are needed where the angle lies this close to a multiple of π/2. */
const cancellations = [2 ** -16, 2 ** -49];

/** Cody & Waite 1980: multiples of π/2 are subtracted in pieces. */
function reduce(name: string, x: number): Reduced {
  const size = Math.abs(x);
  if (size <= Math.PI / 4) return { quarters: 0, high: x, low: 0 };
  if (!(size <= largest))
    throw new RangeError(`${name} takes angles from -${largest} to ${largest} rad; got ${x}`);
  const turns = Math.floor(x * (2 / Math.PI) + 0.5);
  let rest = x - turns * pieces[0][0];
  let tail = turns * pieces[0][1];
  for (let k = 1; k < pieces.length && Math.abs(rest - tail) < size * cancellations[k - 1]!; k++) {
    const before = rest;
    const piece = turns * pieces[k]![0];
    rest = before - piece;
    tail = turns * pieces[k]![1] - (before - rest - piece);
  }
  const high = rest - tail;
  return { quarters: turns & 3, high, low: rest - high - tail };
}

function sinOfReduced(x: number, low: number): number {
  if (x === 0) return x; // the sum below would lose the sign of −0
  const z = x * x;
  const v = z * x;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 +
        z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  const third = -0.16666666666666632;
  if (low === 0) return x + v * (third + z * r);
  return x - (z * (0.5 * low - v * r) - low - v * third);
}

function cosOfReduced(x: number, low: number): number {
  const z = x * x;
  const r =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (2.480158728947673e-5 +
              z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  const half = 0.5 * z;
  if (z < 0.09) return 1 - (half - (z * r - x * low));
  const first = 1 - half; // its rounding error is 1 − first − half, exactly
  return first + (1 - first - half + (z * r - x * low));
}
