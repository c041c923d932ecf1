import { mean, type Scalar, square, sub, type Tensor1D } from "@tensorflow/tfjs-core";
import { huber } from "../tensor/huber.ts";
import { stopGradient } from "../tensor/stop-gradient.ts";

/** How an error u = Q(s, a) − y counts: Huber's ½u², linear beyond |u| = 1, or u². */
export type ErrorLoss = "huber" | "squared";

/**
 * mean_b f(Q(s_b, a_b) − y_b), f as `loss` says (Mnih et al. 2015, doi:10.1038/nature14236, clip the error to the same
 * effect as Huber). The targets are constants, whatever they were made of.
 *
 * @param values Q(s, a) of the actions taken, [rows]
 * @param targets y, [rows]
 */
export function temporalDifferenceLoss(values: Tensor1D, targets: Tensor1D, loss: ErrorLoss): Scalar {
  const constants = stopGradient(targets);
  return mean<Scalar>(loss === "huber" ? huber(values, constants) : square(sub<Tensor1D>(values, constants)));
}
