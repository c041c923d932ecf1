import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { mergeSpaces, mixedStatistics } from "./merge-specs.ts";
import type { Minibatch } from "./minibatch.ts";
import { minibatchPart } from "./minibatch-part.ts";
import { commonRange } from "./reward-range.ts";
import { checkSequenceLength } from "./sequences.ts";
import { type TransitionSource, transitionSource } from "./transition-source.ts";

/** What a mixture takes transitions from. */
export interface MixtureComponent {
  readonly source: Dataset | TransitionSource;
  /** Share of the transitions in proportion to the other ratios; positive. */
  readonly ratio: number;
}

/** A minibatch that was divided among the components. */
interface Division {
  readonly batch: Minibatch;
  /** Transitions that stay together. */
  readonly length: number;
  readonly counts: readonly number[];
  readonly parts: readonly Minibatch[];
}

/**
 * Transitions of several sources in fixed proportions, such as half of an offline log and half of what is learned online.
 * Each minibatch has B · ratio / Σ ratios transitions of each component, rounded by the largest remainders, one component
 * after another; sequences are divided whole. Statistics of observations are those of the mixture.
 *
 * Throws a DatasetError that names the component that does not fit the first, for a ratio that is not positive, and at the
 * first minibatch that is too small to have a transition of every component.
 */
export function mixDatasets(components: readonly MixtureComponent[]): TransitionSource {
  const sources = components.map(({ source }) => transitionSource(source));
  const specs = sources.map(({ spec }) => spec);
  const spaces = mergeSpaces("components", specs);
  const shares = sharesOf(components);
  let division: Division | undefined;
  const divide = (batch: Minibatch, length = 1): Division => {
    if (division?.batch !== batch || division.length !== length)
      division = divideBatch(batch, length, shares);
    return division;
  };
  return {
    spec: { ...spaces, ...mixedStatistics(specs, shares) },
    get rewardRange() {
      const ranges = sources.flatMap((source) => (source.rewardRange ? [source.rewardRange] : []));
      return ranges.length === sources.length ? commonRange(ranges) : undefined;
    },
    get longestEpisode() {
      const longest = sources.flatMap((source) => source.longestEpisode ?? []);
      return longest.length === sources.length ? Math.max(...longest) : undefined;
    },
    drawMinibatch(sampling, batch) {
      const { parts } = divide(batch, sampling.sequenceLength);
      for (let i = 0; i < parts.length; i++) sources[i]!.drawMinibatch(sampling, parts[i]!);
    },
    ...(sources.some(({ prepare }) => prepare) && {
      async prepare(transitions: number): Promise<void> {
        const needed = needs(transitions, division, sources.length);
        await Promise.all(sources.map((source, i) => source.prepare?.(needed[i]!)));
      },
    }),
  };
}

function sharesOf(components: readonly MixtureComponent[]): number[] {
  components.forEach(({ ratio }, index) => {
    if (Number.isFinite(ratio) && ratio > 0) return;
    throw new DatasetError(`components[${index}].ratio must be a positive number; got ${ratio}`);
  });
  const sum = components.reduce((total, { ratio }) => total + ratio, 0);
  return components.map(({ ratio }) => ratio / sum);
}

function divideBatch(batch: Minibatch, length: number, shares: readonly number[]): Division {
  const size = batch.rewards.length;
  checkSequenceLength(length, size, true);
  const counts = apportion(size / length, shares).map((count) => count * length);
  const none = counts.indexOf(0);
  if (none >= 0) {
    throw new DatasetError(
      `a minibatch of ${size} transitions must have one of every component; got 0 of components[${none}], ` +
        `whose share is ${shares[none]}`,
    );
  }
  let end = 0;
  const parts = counts.map((count) => {
    end += count;
    return minibatchPart(batch, end - count, end);
  });
  return { batch, length, counts, parts };
}

/**
 * Whole numbers of sum `total` in proportion to `shares`: rounded down, and then up where the remainder is largest, of
 * equal ones the first (Hamilton's method).
 */
export function apportion(total: number, shares: readonly number[]): number[] {
  const quotas = shares.map((share) => share * total);
  const counts = quotas.map(Math.floor);
  const missing = total - counts.reduce((sum, count) => sum + count, 0);
  const remainder = (i: number): number => quotas[i]! - counts[i]!;
  const order = [...shares.keys()].sort((a, b) => remainder(b) - remainder(a));
  for (const i of order.slice(0, missing)) counts[i]!++;
  return counts;
}

/** How many transitions each component must have ready: all, until the size of the minibatches is known. */
function needs(transitions: number, division: Division | undefined, components: number): number[] {
  if (division === undefined) return Array.from({ length: components }, () => transitions);
  const minibatches = Math.ceil(transitions / division.batch.rewards.length);
  return division.counts.map((count) => minibatches * count);
}
