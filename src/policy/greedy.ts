import { checkObservationType } from "../env/observation.ts";
import type { BatchPolicy, Policy } from "../env/policy.ts";
import { checkFiniteObservations } from "./finite-observations.ts";

/** The values or logits of every action, [actions], for one observation. */
export type ActionScores = (observation: Float32Array) => Float32Array;

/**
 * argmax_a of the scores, ties to the lowest action. Throws for an observation that is no Float32Array or not finite, and
 * where a score is NaN: there is no best action then.
 */
export function greedyPolicy(scores: ActionScores): Policy {
  return {
    act(observation) {
      checkObservationType("an observation", observation);
      checkFiniteObservations("observation", observation);
      const values = scores(observation);
      return argmax(values, 0, values.length);
    },
  };
}

/**
 * The same for a network that also scores many observations in one call.
 *
 * @param scoresOfRows flat row-major [rows][observationSize] to flat row-major [rows][actions]
 */
export function greedyBatchPolicy(
  scores: ActionScores,
  scoresOfRows: ActionScores,
  observationSize: number,
): BatchPolicy {
  return {
    ...greedyPolicy(scores),
    actBatch(observations) {
      checkObservationType("observations", observations);
      checkFiniteObservations("observations", observations);
      const all = scoresOfRows(observations);
      const best = new Int32Array(observations.length / observationSize);
      const actions = all.length / best.length;
      for (let row = 0; row < best.length; row++) best[row] = argmax(all, row * actions, actions);
      return best;
    },
  };
}

/** The best of `count` actions whose scores begin at `start`, the row of one of many observations. */
function argmax(scores: Float32Array, start: number, count: number): number {
  let best = 0;
  for (let action = 0; action < count; action++) {
    const score = scores[start + action]!;
    if (Number.isNaN(score)) throw notANumber(action, start / count);
    if (score > scores[start + best]!) best = action;
  }
  return best;
}

function notANumber(action: number, row: number): RangeError {
  const where = row === 0 ? "" : ` in row ${row}`;
  return new RangeError(`the score of action ${action}${where} must be a number; got NaN`);
}
