import type { Dataset } from "../dataset.ts";
import type { DatasetSpec } from "../spec.ts";
import { episodeReturns } from "../statistics.ts";
import type { Finding } from "./finding.ts";
import { mean, quantile } from "./sample.ts";

/** Three numbers of a distribution. */
export interface Range {
  readonly minimum: number;
  readonly mean: number;
  readonly maximum: number;
}

/** What a log is like. All numbers are finite. */
export interface DatasetOverview {
  readonly rows: number;
  readonly transitions: number;
  readonly episodes: number;
  /** Rows that are terminated. */
  readonly terminated: number;
  readonly observationSize: number;
  readonly actions: DatasetSpec["actions"];
  readonly rewards: Range;
  /** Absent where there are no episodes. */
  readonly episodeLengths?: Range;
  /** Undiscounted. Absent where there are no episodes. */
  readonly returns?: Range;
  /**
   * Where every value must lie: min(r) / (1 − γ) and max(r) / (1 − γ), and where the task can end, the rewards themselves
   * as well. Absent for γ = 1. A learned value outside of them has diverged.
   */
  readonly valueBounds?: { readonly discount: number; readonly low: number; readonly high: number };
}

/** What `doctor` says of a log; plain data, as JSON can hold it. */
export interface Diagnosis {
  /** Absent where the log was refused. */
  readonly dataset?: DatasetOverview;
  /** The most severe first. */
  readonly findings: readonly Finding[];
}

export function overview(dataset: Dataset, discount: number): DatasetOverview {
  const { rows, transitions, episodes, terminated, spec } = dataset;
  const rewards = range(dataset.rewards);
  const terminals = terminated.reduce((sum, flag) => sum + flag, 0);
  return {
    rows,
    transitions: transitions.length,
    episodes: episodes.length,
    terminated: terminals,
    observationSize: spec.observationSize,
    actions: spec.actions,
    rewards,
    ...(episodes.length > 0 && {
      episodeLengths: range(episodes.map(({ start, end }) => end - start)),
      returns: range(episodeReturns(dataset)),
    }),
    ...(discount < 1 && { valueBounds: valueBounds(rewards, discount, terminals > 0) }),
  };
}

function range(values: ArrayLike<number>): Range {
  const sorted = Float64Array.from(values).sort();
  return { minimum: sorted[0]!, mean: mean(sorted), maximum: quantile(sorted, 1) };
}

function valueBounds(
  { minimum, maximum }: Range,
  discount: number,
  ends: boolean,
): { discount: number; low: number; high: number } {
  const [low, high] = [minimum / (1 - discount), maximum / (1 - discount)];
  return { discount, low: ends ? Math.min(low, minimum) : low, high: ends ? Math.max(high, maximum) : high };
}
