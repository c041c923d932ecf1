import {
  abs,
  add,
  expm1,
  mean,
  mul,
  neg,
  type Rank,
  reshape,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from "@tensorflow/tfjs-core";

/** k(x, y) = e^(−d/width); "laplacian": d = Σ |x − y|, "gaussian": d = Σ (x − y)². */
export interface MmdKernel {
  readonly shape: "laplacian" | "gaussian";
  /** BEAR's σ is half of it (k = e^(−d/2σ)), BRAC's is all of it (k = e^(−d/σ)); positive. */
  readonly width: number;
}

/**
 * The squared maximum mean discrepancy of two sets of samples, row by row:
 *
 *     mean k(x, x′) + mean k(y, y′) − 2 mean k(x, y)
 *
 * over all pairs, those of a sample with itself too (Gretton et al. 2012, JMLR 13, eq. 5); differentiable in both sets. It is 0
 * where the sets are the same, and at most 2.
 *
 * @param x, y [samples, rows, size]; the numbers of samples may differ
 * @returns [rows]
 */
export function meanKernelDifference(x: Tensor3D, y: Tensor3D, kernel: MmdKernel): Tensor1D {
  checkSamples(x, y);
  const within = add(meanKernel(x, x, kernel), meanKernel(y, y, kernel));
  return sub<Tensor1D>(within, mul(2, meanKernel(x, y, kernel)));
}

/**
 * √(squared discrepancy + ε), the constraint of BEAR (Kumar et al. 2019, arXiv:1906.00949, eq. 1, in the form of its published
 * code, whose ε keeps the slope finite where the sets are the same).
 *
 * @returns [rows]
 */
export function maximumMeanDiscrepancy(x: Tensor3D, y: Tensor3D, kernel: MmdKernel, epsilon = 1e-6): Tensor1D {
  return sqrt<Tensor1D>(add<Tensor1D>(meanKernelDifference(x, y, kernel), epsilon));
}

/** The mean over pairs of k − 1, [rows]: the ones cancel in the difference, where they would cost the digits of a wide kernel. */
function meanKernel(x: Tensor3D, y: Tensor3D, { shape, width }: MmdKernel): Tensor1D {
  const [samples, rows, size] = x.shape;
  const [others] = y.shape;
  const each = reshape<Rank.R3>(x, [samples, 1, rows * size]);
  const other = reshape<Rank.R3>(y, [1, others, rows * size]);
  const difference = sub<Tensor3D>(each, other);
  const distances = shape === "gaussian" ? square(difference) : abs(difference);
  const ofPairs = sum<Tensor2D>(reshape(distances, [samples * others, rows, size]), 2);
  return mean<Tensor1D>(expm1(neg(mul<Tensor2D>(1 / width, ofPairs))), 0);
}

function checkSamples(x: Tensor, y: Tensor): void {
  const [, rows, size] = x.shape;
  if (x.rank === 3 && y.rank === 3 && y.shape[1] === rows && y.shape[2] === size) return;
  throw new RangeError(
    `samples must be [samples, rows, size] with the same rows and size; got [${x.shape}] and [${y.shape}]`,
  );
}
