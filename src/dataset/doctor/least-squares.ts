/** Added to the diagonal, relative to it: columns that depend on others get finite weights. */
const RIDGE = 1e-9;

/** A matrix [rows × width], row-major. */
export interface Matrix {
  readonly values: Float64Array;
  readonly rows: number;
  readonly width: number;
}

/** The weights w that make ‖Xw − y‖² least, by the normal equations. */
export function leastSquares(matrix: Matrix, targets: Float64Array): Float64Array {
  const { gram, moment } = normalEquations(matrix, targets);
  for (let i = 0; i < matrix.width; i++) gram[i * matrix.width + i]! *= 1 + RIDGE;
  return solve(gram, moment);
}

/** XᵀWX, of which only the lower half is filled, and XᵀWy, with W = diag(importance). */
export function normalEquations(
  { values, rows, width }: Matrix,
  targets: Float64Array,
  importance?: Float64Array,
): { readonly gram: Float64Array; readonly moment: Float64Array } {
  const gram = new Float64Array(width * width);
  const moment = new Float64Array(width);
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    for (let i = 0; i < width; i++) {
      const value = values[start + i]! * (importance?.[row] ?? 1);
      moment[i]! += value * targets[row]!;
      for (let j = 0; j <= i; j++) gram[i * width + j]! += value * values[start + j]!;
    }
  }
  return { gram, moment };
}

/** The solution of a positive semidefinite system, of whose matrix the lower half is given and overwritten. */
export function solve(gram: Float64Array, moment: Float64Array): Float64Array {
  choleskyPivots(gram, moment.length);
  return solveCholesky(gram, moment.length, moment);
}

/** Xw. */
export function predictions({ values, rows, width }: Matrix, weights: Float64Array): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += values[row * width + i]! * weights[i]!;
    return sum;
  });
}

/**
 * Replaces the lower half of a positive semidefinite matrix by its Cholesky factor. Returns the squared pivots: what of
 * each diagonal entry the columns before it leave unexplained. A column that they explain wholly is left out: its factor
 * is 0.
 */
export function choleskyPivots(matrix: Float64Array, size: number, smallest: number = 1e-12): Float64Array {
  const pivots = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    const diagonal = matrix[j * size + j]!;
    const pivot = diagonal - dotRows(matrix, size, j, j, j);
    pivots[j] = pivot;
    const root = pivot > smallest * diagonal ? Math.sqrt(pivot) : 0;
    matrix[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      const rest = matrix[i * size + j]! - dotRows(matrix, size, i, j, j);
      matrix[i * size + j] = root === 0 ? 0 : rest / root;
    }
  }
  return pivots;
}

function dotRows(matrix: Float64Array, size: number, i: number, j: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += matrix[i * size + k]! * matrix[j * size + k]!;
  return sum;
}

function solveCholesky(factor: Float64Array, size: number, right: Float64Array): Float64Array {
  const solution = right.slice();
  const divide = (i: number, rest: number): number => {
    const root = factor[i * size + i]!;
    return root === 0 ? 0 : rest / root;
  };
  for (let i = 0; i < size; i++) {
    let rest = solution[i]!;
    for (let k = 0; k < i; k++) rest -= factor[i * size + k]! * solution[k]!;
    solution[i] = divide(i, rest);
  }
  for (let i = size - 1; i >= 0; i--) {
    let rest = solution[i]!;
    for (let k = i + 1; k < size; k++) rest -= factor[k * size + i]! * solution[k]!;
    solution[i] = divide(i, rest);
  }
  return solution;
}
