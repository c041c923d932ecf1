import {
  argMax,
  mul,
  oneHot,
  type Rank,
  reshape,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  tile,
  transpose,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import { variableName } from "../networks/variable-name.ts";
import type { Act } from "./actor-policies.ts";
import { noise } from "./noise.ts";

// Several actions a state lie one after the other: first one candidate for every row, then the next.

/** Every row for every candidate, [candidates · rows, size]. */
export function perCandidate(x: Tensor2D, candidates: number): Tensor2D {
  return tile(x, [candidates, 1]);
}

/** What the rows of a batch have in common to choose from: noise of N(0, 1) that is drawn once, from the seed. */
export interface CandidateNoise {
  /** [candidates, size] */
  readonly draws: Variable<Rank.R2>;
  /** The draws for `total` = candidates · rows observations, [total, size]: all rows meet the same. */
  spread(total: number): Tensor2D;
}

/** Common random numbers: with them a policy that takes the best of several draws is a function of the state alone. */
export function candidateNoise(seed: number, candidates: number, size: number): CandidateNoise {
  const stream = noise(seed, "candidates");
  const draws = tidy(() =>
    variable<Rank.R2>(stream.normal(candidates, size), false, variableName("noise of the candidates")),
  );
  stream.stream.dispose();
  return {
    draws,
    spread(total) {
      const repeated = tile(reshape<Rank.R3>(draws, [candidates, 1, size]), [1, total / candidates, 1]);
      return reshape<Rank.R2>(repeated, [total, size]);
    },
  };
}

/**
 * Acts by the candidate of the greatest value.
 *
 * @param propose one action for each of [candidates · rows] observations
 * @param value of these actions, [candidates · rows]
 */
export function bestOf(
  candidates: number,
  propose: Act,
  value: (observations: Tensor2D, actions: Tensor2D) => Tensor,
): Act {
  if (candidates === 1) return propose;
  return (observations) => {
    const states = perCandidate(observations, candidates);
    const actions = propose(states);
    const values = reshape<Rank.R2>(value(states, actions), [candidates, -1]);
    return chosen(actions, argMax<Tensor1D>(values, 0), candidates);
  };
}

/** The action of the given candidate in every row, exactly: all others count 0 times. */
function chosen(actions: Tensor2D, best: Tensor1D, candidates: number): Tensor2D {
  const [total, size] = actions.shape;
  const rows = total / candidates;
  const counts = transpose<Tensor>(oneHot(best, candidates, 1, 0, "float32"));
  const ofRows = reshape<Rank.R3>(actions, [candidates, rows, size]);
  return sum<Tensor2D>(mul(reshape(counts, [candidates, rows, 1]), ofRows), 0);
}
