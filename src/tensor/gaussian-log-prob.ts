import {
  add,
  div,
  exp,
  mul,
  neg,
  square,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";

/** ½ ln 2π */
const halfLogTau = 0.9189385332046727;

/**
 * Σ_d log N(x_d; mean_d, e^logStd_d) of every row, differentiable in all three.
 *
 * @param x, mean [rows, dimensions]
 * @param logStd [rows, dimensions], or [dimensions] for all rows
 * @returns [rows]
 */
export function gaussianLogProb(x: Tensor2D, mean: Tensor2D, logStd: Tensor2D | Tensor1D): Tensor1D {
  const scaled = square(div(sub(x, mean), exp(logStd)));
  return neg(sum<Tensor1D>(add(add(mul(0.5, scaled), logStd), halfLogTau), 1));
}
