import {
  add,
  argMax,
  cast,
  cumsum,
  equal,
  erf,
  exp,
  expandDims,
  less,
  minimum,
  mul,
  type Rank,
  reshape,
  scalar,
  slice,
  split,
  sum,
  type Tensor1D,
  type Tensor2D,
  tanh,
  tensor1d,
} from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import { checkSize } from "../kernels/shape.ts";
import type { Gaussians } from "../tensor/gaussian-kl.ts";
import { logSumExp } from "../tensor/log-sum-exp.ts";
import { repeatedRows } from "../tensor/repeated-rows.ts";
import { logSoftmax, softmax } from "../tensor/softmax.ts";
import {
  tanhGaussianLogProb,
  tanhGaussianLogProbOfAction,
  tanhGaussianSample,
} from "../tensor/tanh-gaussian.ts";
import type { StochasticActor } from "./actor.ts";
import { limitedLogStd } from "./gaussian-head.ts";
import { mlp } from "./mlp.ts";
import type { ActorShape } from "./tanh-gaussian-actor.ts";

/** Sizes of a mixture. */
export interface GaussianMixtureShape extends ActorShape {
  /** K: Gaussians in the mixture. */
  readonly components: number;
}

/** The components of every row. */
interface Mixture {
  /** log of the weights up to a constant, [rows, components]. */
  readonly logits: Tensor2D;
  /** Before the tanh, [rows · components, size]: all components of a row, then those of the next. */
  readonly gaussians: Gaussians;
}

/**
 * a = tanh(u), u ∼ Σ_k w_k(s) N(mean_k(s), e^logStd_k(s)): a policy with several ways to act in one state, as logs of several
 * controllers have, between which a single Gaussian would put its mean (mixture density networks, Bishop 1994; as a policy
 * Mandlekar et al. 2021, arXiv:2108.03298, "BC-GMM"). log σ is limited to [−5, 2].
 *
 * The noise of a draw has a last column, whose quantile chooses the component; the choice has no gradient. Its mode is the
 * center of the component with the largest weight.
 */
export function gaussianMixtureActor(
  name: string,
  { sizes, actionSize, components, ...options }: GaussianMixtureShape,
  random: RandomStream,
): StochasticActor {
  checkSize(`the number of components of ${name}`, components);
  const spread = components * actionSize;
  const network = mlp(name, [...sizes, components + 2 * spread], random, options);
  const mixtureOf: (...input: Parameters<StochasticActor["mode"]>) => Mixture = (observations, dropping) => {
    const head = network.apply(observations, dropping);
    const [logits, mean, logStd] = split<Tensor2D>(head, [components, spread, spread], 1);
    const each = (x: Tensor2D): Tensor2D => reshape<Rank.R2>(x, [-1, actionSize]);
    return { logits: logits!, gaussians: { mean: each(mean!), logStd: limitedLogStd(each(logStd!)) } };
  };
  return {
    variables: network.variables,
    noiseSize: actionSize + 1,
    mode(observations, dropping) {
      const { logits, gaussians } = mixtureOf(observations, dropping);
      return tanh(weighted(gaussians.mean, oneHotOf(argMax<Tensor1D>(logits, 1), components)));
    },
    std(observations, dropping) {
      const { logits, gaussians } = mixtureOf(observations, dropping);
      return weighted(exp(gaussians.logStd), softmax(logits));
    },
    sample(observations, noise, dropping) {
      const mixture = mixtureOf(observations, dropping);
      const rows = observations.shape[0];
      const choice = drawn(mixture.logits, slice(noise, [0, actionSize], [rows, 1]));
      const mean = weighted(mixture.gaussians.mean, choice);
      const logStd = weighted(mixture.gaussians.logStd, choice);
      const { action, preTanh } = tanhGaussianSample(
        { mean, logStd },
        slice(noise, [0, 0], [rows, actionSize]),
      );
      const densities = tanhGaussianLogProb(repeatedRows(preTanh, components), mixture.gaussians);
      return { action, logProb: mixed(mixture.logits, densities) };
    },
    logProb(observations, actions, dropping) {
      const { logits, gaussians } = mixtureOf(observations, dropping);
      return mixed(logits, tanhGaussianLogProbOfAction(repeatedRows(actions, components), gaussians));
    },
    dispose: network.dispose,
  };
}

/** log Σ_k w_k p_k of every row, of the log-densities [rows · components]. */
function mixed(logits: Tensor2D, densities: Tensor1D): Tensor1D {
  return logSumExp(add<Tensor2D>(logSoftmax(logits), reshape(densities, logits.shape)));
}

/** Σ_k weight_k x_k, [rows, size], of x [rows · components, size]. */
function weighted(x: Tensor2D, weights: Tensor2D): Tensor2D {
  const [rows, components] = weights.shape;
  const each = reshape<Rank.R3>(x, [rows, components, -1]);
  return sum<Tensor2D>(mul(each, expandDims(weights, 2)), 1);
}

/** The component at the quantile Φ(noise) of the weights, one-hot [rows, components]. */
function drawn(logits: Tensor2D, noise: Tensor2D): Tensor2D {
  const quantile = mul(0.5, add(erf(mul(noise, Math.SQRT1_2)), 1));
  const passed = cast(less(cumsum(softmax(logits), 1), quantile), "int32");
  // rounding may leave the sum of all weights below a quantile near 1
  const last = logits.shape[1] - 1;
  return oneHotOf(minimum<Tensor1D>(sum(passed, 1), scalar(last, "int32")), logits.shape[1]);
}

function oneHotOf(index: Tensor1D, components: number): Tensor2D {
  // tfjs's oneHot refuses a single component, and its range cannot be captured
  const each = tensor1d(
    Array.from({ length: components }, (_, component) => component),
    "int32",
  );
  const isChosen = equal<Tensor2D>(expandDims(index, 1), each);
  return cast<Tensor2D>(isChosen, "float32");
}
