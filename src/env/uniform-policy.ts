import type { ContinuousActions } from "../dataset/spec.ts";
import type { RandomStream } from "../kernels/random.ts";
import { log } from "./math/exponential.ts";
import type { StochasticPolicy } from "./policy.ts";

/**
 * Draws every component of the action uniformly from [low, high]; the density is 1 / Π (high − low). Throws a RangeError
 * for bounds that are not finite numbers with low < high.
 */
export function uniformPolicy(
  actions: ContinuousActions,
  random: RandomStream,
): StochasticPolicy<Float32Array> {
  checkFiniteBounds(actions);
  const { low, high } = actions;
  const logProbability = -low.reduce((sum, from, i) => sum + log(high[i]! - from), 0);
  const act = (): Float32Array =>
    Float32Array.from(low, (from, i) => from + (high[i]! - from) * random.uniform());
  return { act, decide: () => ({ action: act(), logProbability }) };
}

function checkFiniteBounds({ low, high }: ContinuousActions): void {
  low.forEach((from, i) => {
    if (from < high[i]! && Number.isFinite(high[i]! - from)) return;
    throw new RangeError(
      `the bounds of component ${i} must be finite with low < high; got [${from}, ${high[i]}]`,
    );
  });
}
