import { clipByValue, type Rank, reshape, type Tensor1D, type Tensor2D, tile } from "@tensorflow/tfjs-core";
import { meanKernelDifference } from "../losses/mmd.ts";
import { sampledKl } from "../losses/sampled-kl.ts";
import type { StochasticActor } from "../networks/actor.ts";
import type { TanhGaussianActor } from "../networks/tanh-gaussian-actor.ts";
import { type Gaussians, gaussianKl } from "../tensor/gaussian-kl.ts";
import { type TanhGaussianSample, tanhGaussianSample } from "../tensor/tanh-gaussian.ts";
import type { Divergence, DivergenceSettings } from "./divergence.ts";
import { type Noise, noise } from "./noise.ts";

/**
 * KL(N ‖ N_β) before the tanh, which leaves it as it is. Throws a RangeError for a behavior policy that is no squashed Gaussian.
 *
 * @param algorithm what is called in the error
 */
export function closedKl(algorithm: string, behavior: StochasticActor): Divergence {
  if (!isTanhGaussian(behavior)) {
    throw new RangeError(
      `${algorithm}'s divergence "kl" needs a behavior whose policy is "tanhGaussian" or "sharedStdTanhGaussian"; ` +
        'got another: take "klSampled"',
    );
  }
  return {
    of: ({ observations, gaussians }) => gaussianKl(gaussians, behavior.gaussians(observations)),
    fit: () => ({}),
    dispose: () => undefined,
  };
}

function isTanhGaussian(actor: StochasticActor): actor is TanhGaussianActor {
  return "gaussians" in actor;
}

/** The mean over samples of log π − log π_β. */
export function klOfSamples(
  behavior: StochasticActor,
  { divergenceSamples: samples = 4, actionMargin = 1e-3, seed }: DivergenceSettings,
): Divergence {
  const draws = noise(seed, "noise of the divergence");
  return {
    variables: [draws.stream],
    of({ observations, gaussians }) {
      const { action, logProb } = drawn(gaussians, samples, draws);
      const within = clipByValue(action, actionMargin - 1, 1 - actionMargin);
      const behaviorLogProb = behavior.logProb(tile(observations, [samples, 1]), within);
      const bySample = (x: Tensor1D): Tensor2D => reshape(x, [samples, -1]);
      return sampledKl(bySample(logProb), bySample(behaviorLogProb));
    },
    fit: () => ({}),
    dispose: () => draws.stream.dispose(),
  };
}

/** The squared maximum mean discrepancy of samples of both policies. */
export function kernelDivergence(
  behavior: StochasticActor,
  {
    divergenceSamples: samples = 4,
    kernel: shape = "laplacian",
    kernelWidth: width = 20,
    seed,
  }: DivergenceSettings,
): Divergence {
  const draws = noise(seed, "noise of the divergence");
  return {
    variables: [draws.stream],
    of({ observations, gaussians }) {
      const [rows, size] = gaussians.mean.shape;
      const bySample = (x: Tensor2D) => reshape<Rank.R3>(x, [samples, rows, size]);
      const { action } = drawn(gaussians, samples, draws);
      const states = tile<Tensor2D>(observations, [samples, 1]);
      const other = behavior.sample(states, draws.normal(samples * rows, behavior.noiseSize)).action;
      return meanKernelDifference(bySample(action), bySample(other), { shape, width });
    },
    fit: () => ({}),
    dispose: () => draws.stream.dispose(),
  };
}

/** Actions of every row, sample by sample: [samples · rows, size]. */
function drawn({ mean, logStd }: Gaussians, samples: number, draws: Noise): TanhGaussianSample {
  const [rows, size] = mean.shape;
  const each = { mean: tile(mean, [samples, 1]), logStd: tile(logStd, [samples, 1]) };
  return tanhGaussianSample(each, draws.normal(samples * rows, size));
}
