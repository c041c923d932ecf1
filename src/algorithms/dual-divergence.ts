import {
  concat,
  type Rank,
  reshape,
  type Scalar,
  slice,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { randomStream } from "../kernels/random.ts";
import {
  divergenceCriticLoss,
  dualKl,
  dualWasserstein,
  interpolated,
  slopeOf,
} from "../losses/dual-divergence.ts";
import { type CriticEnsemble, criticEnsemble } from "../networks/critic-ensemble.ts";
import { inputGradient } from "../networks/input-gradient.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import { randomUniform } from "../tensor/random.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";
import type { Divergence, DivergenceSettings, PolicyInStates } from "./divergence.ts";
import { noise } from "./noise.ts";

/**
 * A divergence as the best that a critic c(s, a) can tell the policy's actions from the log's, its slopes in the action held
 * near 1. The critic ascends it: `fit` makes its steps.
 */
export function dualDivergence(inputs: ContinuousInputs, config: DivergenceSettings): Divergence {
  const {
    divergence,
    divergenceCriticLearningRate: learningRate = 1e-3,
    divergenceCriticSteps: steps = 3,
    gradientPenaltyWeight = 5,
    seed,
  } = config;
  const sizes = [inputs.observationSize + inputs.actionSize, ...config.hiddenSizes];
  const critic = criticEnsemble("the divergence's critic", 1, sizes, randomStream(seed, "divergence"));
  const optimizer = adam(critic.variables, { learningRate });
  const draws = noise(seed, "noise of the divergence");
  const dual = divergence === "klDual" ? dualKl : dualWasserstein;
  const of = ({ observations, action, dataActions }: PolicyInStates): Tensor1D =>
    dual(valuesOf(critic, observations, action), valuesOf(critic, observations, logged(dataActions)));
  const step = (policy: PolicyInStates): Scalar => {
    const { observations, action } = policy;
    const share = randomUniform<Rank.R2>(draws.stream, [observations.shape[0], 1]);
    const between = interpolated(action, logged(policy.dataActions), share);
    return minimize("the loss of the divergence's critic", optimizer, () => ({
      loss: divergenceCriticLoss(of(policy), slopesOf(critic, observations, between), gradientPenaltyWeight),
    })).loss;
  };
  return {
    variables: [...critic.variables, ...optimizer.state, draws.stream],
    of,
    fit(draw) {
      const losses = Array.from({ length: steps }, () => step(draw()));
      return { divergenceCriticLoss: losses.at(-1)! };
    },
    dispose() {
      for (const part of [optimizer, critic, draws.stream]) part.dispose();
    },
  };
}

function logged(dataActions: Tensor2D | undefined): Tensor2D {
  if (dataActions !== undefined) return dataActions;
  throw new TypeError("a dual divergence needs the log's actions in these states; got a batch without them");
}

/** c(s, a), [rows]. */
function valuesOf(critic: CriticEnsemble, observations: Tensor2D, actions: Tensor2D): Tensor1D {
  return reshape<Rank.R1>(critic.values(observations, actions), [-1]);
}

/** ‖∇_a c(s, a)‖, [rows]; differentiable in the critic. */
function slopesOf(critic: CriticEnsemble, observations: Tensor2D, actions: Tensor2D): Tensor1D {
  const [rows, size] = actions.shape;
  const gradients = inputGradient(critic.network, concat([observations, actions], 1));
  const inActions = slice(gradients, [0, 0, observations.shape[1]], [1, rows, size]);
  return slopeOf(reshape<Rank.R2>(inActions, [rows, size]));
}
