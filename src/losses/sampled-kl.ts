import { mean, sub, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";

/**
 * mean_j (log π(a_j|s) − log π_β(a_j|s)) with a_j ∼ π(s), [rows]: KL(π ‖ π_β) as samples show it, without bias, and negative
 * where they happen to be likelier under π_β (BRAC, Wu et al. 2019, arXiv:1911.11361, section 4). Differentiable along
 * the samples.
 *
 * @param logProb, behaviorLogProb [samples, rows]
 */
export function sampledKl(logProb: Tensor2D, behaviorLogProb: Tensor2D): Tensor1D {
  return mean<Tensor1D>(sub(logProb, behaviorLogProb), 0);
}
