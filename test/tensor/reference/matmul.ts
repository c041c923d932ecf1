import { total } from "../../kernels/reference/total.ts";
import { at, broadcastShape, build, type Shaped } from "./shaped.ts";

/** Which operands are stored the other way round. */
export interface Transpositions {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

export const allTranspositions: readonly Transpositions[] = [
  { transposeA: false, transposeB: false },
  { transposeA: true, transposeB: false },
  { transposeA: false, transposeB: true },
  { transposeA: true, transposeB: true },
];

/** The shapes of a and b whose product is [...batch, m, n]. */
export function operandShapes(
  [m, k, n]: readonly [number, number, number],
  { transposeA, transposeB }: Transpositions,
): { a: [number, number]; b: [number, number] } {
  return { a: transposeA ? [k, m] : [m, k], b: transposeB ? [n, k] : [k, n] };
}

/** a · b over the last two axes, the others broadcast. */
export function matmul(a: Shaped, b: Shaped, { transposeA, transposeB }: Transpositions): Shaped {
  const [aSizes, bSizes] = [a.shape.slice(-2), b.shape.slice(-2)];
  const [m, k] = transposeA ? aSizes.toReversed() : aSizes;
  const n = transposeB ? bSizes[0] : bSizes[1];
  const batch = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return build([...batch, m!, n!], (place) => {
    const [member, i, j] = [place.slice(0, -2), place.at(-2)!, place.at(-1)!];
    const terms = Array.from({ length: k! }, (_, l) => {
      const x = at(a, [...member, ...(transposeA ? [l, i] : [i, l])]);
      return x * at(b, [...member, ...(transposeB ? [j, l] : [l, j])]);
    });
    return total(terms);
  });
}
