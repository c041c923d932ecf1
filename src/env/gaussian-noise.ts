import type { ContinuousActions } from "../dataset/spec.ts";
import type { RandomStream } from "../kernels/random.ts";
import { checkPositive } from "../kernels/shape.ts";
import { clip } from "./math/clip.ts";
import { log } from "./math/exponential.ts";
import { normal, normalLogCdf, normalLogDensity } from "./math/normal.ts";
import { checkDeterministic, type Policy, type StochasticPolicy } from "./policy.ts";

/** A component of an action: its bounds, as float32, and the σ of its noise. */
interface Component {
  readonly low: number;
  readonly high: number;
  readonly deviation: number;
}

/**
 * Gaussian exploration around a deterministic `policy`: a = clip(m + σN, low, high) in every component, with
 * m = policy(s), σ = `deviation` or its entry for the component, N drawn from N(0, 1). Its log-likelihood is the sum over the components of
 * log φ((a − m)/σ) − log σ inside the bounds, and of the log of the mass that clipping moves there at a bound:
 * log Φ((low − m)/σ), log Φ((m − high)/σ). Throws a RangeError for a deviation that is not positive and when `policy`
 * returns another number of components, and a TypeError for a policy that draws its own actions.
 */
export function gaussianNoisePolicy(
  policy: Policy<Float32Array>,
  deviation: number | readonly number[],
  actions: ContinuousActions,
  random: RandomStream,
): StochasticPolicy<Float32Array> {
  checkDeterministic("gaussianNoisePolicy", policy);
  const components = componentsOf(actions, deviation);
  const meansAt = (observation: Float32Array): Float32Array => {
    const means = policy.act(observation);
    if (means.length === components.length) return means;
    throw new RangeError(`the policy's action must have ${components.length} numbers; got ${means.length}`);
  };
  const noisy = (means: Float32Array): Float32Array =>
    means.map((mean, i) => {
      const { low, high, deviation } = components[i]!;
      return clip(mean + deviation * normal(random), low, high);
    });
  const logLikelihood = (action: Float32Array, means: Float32Array): number =>
    components.reduce((sum, component, i) => sum + clippedLogLikelihood(action[i]!, means[i]!, component), 0);
  return {
    act: (observation) => noisy(meansAt(observation)),
    decide(observation) {
      const means = meansAt(observation);
      const action = noisy(means);
      return { action, logProbability: logLikelihood(action, means) };
    },
    startEpisode: () => policy.startEpisode?.(),
  };
}

function componentsOf(
  { size, low, high }: ContinuousActions,
  deviation: number | readonly number[],
): Component[] {
  const deviations = typeof deviation === "number" ? low.map(() => deviation) : deviation;
  if (deviations.length !== size) {
    throw new RangeError(`deviation must have ${size} numbers, one a component; got ${deviations.length}`);
  }
  for (const each of deviations) checkPositive("deviation", each);
  return low.map((from, i) => ({
    low: Math.fround(from),
    high: Math.fround(high[i]!),
    deviation: deviations[i]!,
  }));
}

function clippedLogLikelihood(value: number, mean: number, { low, high, deviation }: Component): number {
  if (value <= low) return normalLogCdf((low - mean) / deviation);
  if (value >= high) return normalLogCdf((mean - high) / deviation);
  return normalLogDensity((value - mean) / deviation) - log(deviation);
}
