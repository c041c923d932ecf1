import { checkObservationType } from "../env/observation.ts";
import type { Policy } from "../env/policy.ts";

/** The values or logits of every action, [actions], for one observation. */
export type ActionScores = (observation: Float32Array) => Float32Array;

/**
 * argmax_a of the scores, ties to the lowest action. Throws for an observation that is no Float32Array or not finite, and
 * where a score is NaN: there is no best action then.
 */
export function greedyPolicy(scores: ActionScores): Policy {
  return {
    act(observation) {
      checkObservation(observation);
      return argmax(scores(observation));
    },
  };
}

function checkObservation(observation: Float32Array): void {
  checkObservationType("an observation", observation);
  const bad = observation.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`observation[${bad}] must be finite; got ${observation[bad]}`);
}

function argmax(scores: Float32Array): number {
  let best = 0;
  for (let action = 0; action < scores.length; action++) {
    const score = scores[action]!;
    if (Number.isNaN(score)) throw new RangeError(`the score of action ${action} must be a number; got NaN`);
    if (score > scores[best]!) best = action;
  }
  return best;
}
