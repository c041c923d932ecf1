import type { Policy } from "./policy.ts";

/** The values or logits of every action, [actions], for one observation. */
export type ActionScores = (observation: Float32Array) => Float32Array;

/** argmax_a of the scores, ties to the lowest action. Throws where a score is NaN: there is no best action then. */
export function greedyPolicy(scores: ActionScores): Policy {
  return { act: (observation) => argmax(scores(observation)) };
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
