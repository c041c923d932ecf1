import { choleskyPivots } from "./least-squares.ts";
import { evenly } from "./sample.ts";

const MOST_ROWS = 20_000;
/** More components than this make a matrix of minutes. */
const MOST_COMPONENTS = 256;
/** A component of which less than this is left when the others are known. */
const UNEXPLAINED = 1e-6;

/** A matrix of columns [rows × size], row-major. */
export interface Columns {
  readonly values: Float32Array;
  readonly rows: number;
  readonly size: number;
}

/**
 * Components that are linear combinations of those before them: what of the variance of each the others leave unexplained,
 * read off the pivots of a Cholesky factorization of the correlation matrix, is at most 1e-6. Constant ones are none.
 */
export function dependentComponents(columns: Columns): number[] {
  const { size } = columns;
  if (size > MOST_COMPONENTS || columns.rows <= size) return [];
  const correlation = correlationMatrix(columns);
  const varies = Array.from({ length: size }, (_, i) => correlation[i * size + i]! > 0);
  const pivots = choleskyPivots(correlation, size, UNEXPLAINED);
  return [...varies.keys()].filter((i) => varies[i] && pivots[i]! <= UNEXPLAINED);
}

function correlationMatrix({ values, rows, size }: Columns): Float64Array {
  const sample = evenly(rows, MOST_ROWS);
  const centered = new Float64Array(sample.length * size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (const row of sample) sum += values[row * size + i]!;
    let squares = 0;
    sample.forEach((row, index) => {
      const value = values[row * size + i]! - sum / sample.length;
      centered[index * size + i] = value;
      squares += value * value;
    });
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let at = i; at < centered.length; at += size) centered[at]! *= scale;
  }
  return lowerGram(centered, size);
}

function lowerGram(centered: Float64Array, size: number): Float64Array {
  const gram = new Float64Array(size * size);
  for (let start = 0; start < centered.length; start += size) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) gram[i * size + j]! += centered[start + i]! * centered[start + j]!;
    }
  }
  return gram;
}
