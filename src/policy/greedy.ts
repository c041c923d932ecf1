import { checkObservationType } from "../env/observation.ts";
import type { BatchPolicy, Policy } from "../env/policy.ts";

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
      checkFinite("observation", observation);
      return argmax(scores(observation), "the score");
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
      checkFinite("observations", observations);
      const all = scoresOfRows(observations);
      const rows = observations.length / observationSize;
      const actions = rows > 0 ? all.length / rows : 0;
      return Int32Array.from({ length: rows }, (_, row) =>
        argmax(all.subarray(row * actions, (row + 1) * actions), `in row ${row} the score`),
      );
    },
  };
}

function checkFinite(name: string, observations: Float32Array): void {
  const bad = observations.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`${name}[${bad}] must be finite; got ${observations[bad]}`);
}

function argmax(scores: Float32Array, what: string): number {
  let best = 0;
  for (let action = 0; action < scores.length; action++) {
    const score = scores[action]!;
    if (Number.isNaN(score)) throw new RangeError(`${what} of action ${action} must be a number; got NaN`);
    if (score > scores[best]!) best = action;
  }
  return best;
}
