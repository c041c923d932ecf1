import { exp, type Rank, type Tensor2D, tanh, tile } from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import type { Gaussians } from "../tensor/gaussian-kl.ts";
import {
  type TanhGaussianSample,
  tanhGaussianLogProbOfAction,
  tanhGaussianSample,
} from "../tensor/tanh-gaussian.ts";
import type { StochasticActor } from "./actor.ts";
import type { Dropping } from "./dropping.ts";
import { gaussiansOf, limitedLogStd } from "./gaussian-head.ts";
import { type LayerOptions, mlp } from "./mlp.ts";
import { parameters } from "./parameters.ts";

/** Sizes of an actor, and what is done between its layers. */
export interface ActorShape extends LayerOptions {
  /** Width of the observations and of the hidden layers. */
  readonly sizes: readonly number[];
  /** Numbers in an action. */
  readonly actionSize: number;
}

/** a = tanh(u) with u ∼ N(mean(s), e^logStd), in every component. */
export interface TanhGaussianActor extends StochasticActor {
  /** The distribution of u. */
  gaussians(observations: Tensor2D, dropping?: Dropping): Gaussians;
  sample(observations: Tensor2D, noise: Tensor2D, dropping?: Dropping): TanhGaussianSample;
}

/**
 * The squashed Gaussian of SAC (Haarnoja et al. 2018, arXiv:1812.05905, appendix C), whose deviation depends on the state; log σ
 * is limited to [−5, 2].
 */
export function tanhGaussianActor(
  name: string,
  { sizes, actionSize, ...options }: ActorShape,
  random: RandomStream,
): TanhGaussianActor {
  const network = mlp(name, [...sizes, 2 * actionSize], random, options);
  return squashed(network, actionSize, (observations, dropping) =>
    gaussiansOf(network.apply(observations, dropping)),
  );
}

/** The same with one deviation for all states, which is a parameter of its own and begins at 1. */
export function sharedStdTanhGaussianActor(
  name: string,
  { sizes, actionSize, ...options }: ActorShape,
  random: RandomStream,
): TanhGaussianActor {
  const network = mlp(name, [...sizes, actionSize], random, options);
  const { logStd, variables } = parameters((parameter) => ({
    logStd: parameter<Rank.R2>(`log std of ${name}`, [1, actionSize]),
  }));
  const all = {
    variables: [...network.variables, ...variables],
    dispose: () => {
      network.dispose();
      logStd.dispose();
    },
  };
  return squashed(all, actionSize, (observations, dropping) => ({
    mean: network.apply(observations, dropping),
    logStd: tile(limitedLogStd(logStd), [observations.shape[0], 1]),
  }));
}

function squashed(
  { variables, dispose }: Pick<TanhGaussianActor, "variables" | "dispose">,
  noiseSize: number,
  gaussians: TanhGaussianActor["gaussians"],
): TanhGaussianActor {
  return {
    variables,
    noiseSize,
    gaussians,
    std: (observations, dropping) => exp(gaussians(observations, dropping).logStd),
    mode: (observations, dropping) => tanh(gaussians(observations, dropping).mean),
    sample: (observations, noise, dropping) => tanhGaussianSample(gaussians(observations, dropping), noise),
    logProb: (observations, actions, dropping) =>
      tanhGaussianLogProbOfAction(actions, gaussians(observations, dropping)),
    dispose,
  };
}
