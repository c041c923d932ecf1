import {
  add,
  clipByValue,
  exp,
  expandDims,
  mul,
  type Rank,
  type Tensor1D,
  type Tensor2D,
  tanh,
  tile,
} from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import { gaussianLogProb } from "../tensor/gaussian-log-prob.ts";
import type { StochasticActor } from "./actor.ts";
import { limitedLogStd } from "./gaussian-head.ts";
import { mlp } from "./mlp.ts";
import { parameters } from "./parameters.ts";
import type { ActorShape } from "./tanh-gaussian-actor.ts";

/**
 * a ∼ N(tanh m(s), σ) with one σ for all states, as IQL has it (Kostrikov et al. 2021, arXiv:2110.06169, appendix B). Unlike the
 * squashed Gaussian it gives actions at the bounds a finite density, so that logs of clipped controllers do not distort it.
 * What is drawn is clipped to [−1, 1]; its density is that of the Gaussian, without regard to the clipping.
 */
export function gaussianActor(
  name: string,
  { sizes, actionSize, ...options }: ActorShape,
  random: RandomStream,
): StochasticActor {
  const network = mlp(name, [...sizes, actionSize], random, options);
  const { logStd, variables } = parameters((parameter) => ({
    logStd: parameter<Rank.R1>(`log std of ${name}`, [actionSize]),
  }));
  const mode: StochasticActor["mode"] = (observations, dropping) =>
    tanh(network.apply(observations, dropping));
  const limited = (): Tensor1D => limitedLogStd<Tensor1D>(logStd);
  return {
    variables: [...network.variables, ...variables],
    noiseSize: actionSize,
    mode,
    std: (observations) =>
      tile<Tensor2D>(expandDims<Tensor2D>(exp(limited()), 0), [observations.shape[0], 1]),
    sample(observations, noise, dropping) {
      const mean = mode(observations, dropping);
      const std = limited();
      const unclipped = add<Tensor2D>(mean, mul(exp(std), noise));
      return { action: clipByValue(unclipped, -1, 1), logProb: gaussianLogProb(unclipped, mean, std) };
    },
    logProb: (observations, actions, dropping) =>
      gaussianLogProb(actions, mode(observations, dropping), limited()),
    dispose() {
      network.dispose();
      logStd.dispose();
    },
  };
}
