import type { Algorithm } from "../algorithms/algorithm.ts";

/** Looks at what is reported of a step. */
export type LimitCheck = (report: Readonly<Record<string, number>>, step: number) => void;

const suffix = "AtMaximum";

/** Of learners, which may be trained in many parts. */
const warnedOf = new WeakMap<Algorithm, Set<string>>();

/**
 * Warns, once in the life of a learner for each, of the weights that sit at their maximum: of the weight `x` of a constraint a
 * learner reports `xAtMaximum`, which is 1 then.
 */
export function limitCheck(algorithm: Algorithm): LimitCheck {
  const warned = warnedOf.get(algorithm) ?? new Set<string>();
  warnedOf.set(algorithm, warned);
  return (report, step) => {
    const reached = Object.keys(report).filter((metric) => metric.endsWith(suffix) && report[metric] === 1);
    for (const metric of reached.filter((each) => !warned.has(each))) {
      warned.add(metric);
      warn(algorithm.name, metric.slice(0, -suffix.length), report, step);
    }
  };
}

function warn(name: string, weight: string, report: Readonly<Record<string, number>>, step: number): void {
  // biome-ignore lint/suspicious/noConsole: a constraint that does not hold must be seen where nobody looks at the metrics
  console.warn(
    `offline-rl: ${name}: ${weight} is at its maximum, ${report[weight]}, at step ${step}; it cannot ` +
      "grow to hold what it weighs at the threshold. If it stays there, raise the threshold or the maximum",
  );
}
