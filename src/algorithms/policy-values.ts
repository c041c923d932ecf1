import { type Rank, reshape, type Tensor2D } from "@tensorflow/tfjs-core";
import { leastValue } from "../losses/entropy-regularized.ts";
import type { StochasticActor } from "../networks/actor.ts";
import { repeatedRows } from "../tensor/repeated-rows.ts";
import type { Critics } from "./critics.ts";

/**
 * min_i Q_i(s, a_j) of actions a_j that the policy draws, [rows, samples], by the online critics.
 *
 * @param noise draws of N(0, 1), [rows · samples, size], the samples of a row behind each other
 */
export function policyValues(
  critics: Pick<Critics, "values">,
  actor: StochasticActor,
  observations: Tensor2D,
  noise: Tensor2D,
): Tensor2D {
  const [rows] = observations.shape;
  const samples = noise.shape[0] / rows;
  const repeated = repeatedRows(observations, samples);
  const { action } = actor.sample(repeated, noise);
  return reshape<Rank.R2>(leastValue(critics.values(repeated, action)), [rows, samples]);
}
