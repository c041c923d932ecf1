import { div, mean, type Scalar, squaredDifference, type Tensor2D, zerosLike } from "@tensorflow/tfjs-core";
import { type Gaussians, gaussianKl } from "../tensor/gaussian-kl.ts";

// The conditional VAE of BCQ (Fujimoto et al. 2019, arXiv:1812.02900), in the means of its published code.

/**
 * The mean over rows and components of (decoded − a)².
 *
 * @param decoded actions of latents that were drawn from q(z|s, a), [rows, size]
 * @param actions of the log, [rows, size]
 */
export function reconstructionError(decoded: Tensor2D, actions: Tensor2D): Scalar {
  return mean<Scalar>(squaredDifference(decoded, actions));
}

/**
 * The mean over rows and latent numbers of KL(q(z|s, a) ‖ N(0, 1)) = ½ (mean² + σ² − 1) − log σ, in nats.
 *
 * @param latents q(z|s, a)
 */
export function latentDivergence(latents: Gaussians): Scalar {
  const zeros = zerosLike(latents.mean);
  const ofRows = gaussianKl(latents, { mean: zeros, logStd: zeros });
  return div<Scalar>(mean(ofRows), latents.mean.shape[1]);
}
