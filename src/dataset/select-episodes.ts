import { completeDataset, type Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { type Episode, requireEpisodes } from "./episodes.ts";
import { carriedFindings } from "./findings.ts";
import { refuseUnknownName } from "./options.ts";
import { episodeReturns } from "./statistics.ts";
import { buildColumns } from "./stored-columns.ts";

/**
 * The dataset of the given episodes alone, in this order, with statistics of its own. The columns are copied. Rows are
 * numbered anew, but in the warnings, which are those of the dataset that it was made from.
 */
export function selectEpisodes(dataset: Dataset, episodes: readonly Episode[]): Dataset {
  const rows = episodes.reduce((sum, { start, end }) => sum + end - start, 0);
  const has = (name: keyof Dataset): boolean => dataset[name] !== undefined;
  const columns = buildColumns({ rows, spec: dataset.spec, has }, (name, out, width) => {
    let to = 0;
    for (const { start, end } of episodes) {
      out.set(dataset[name]!.subarray(start * width, end * width), to);
      to += (end - start) * width;
    }
  });
  return completeDataset(columns, dataset.spec, true, carriedFindings(dataset));
}

/**
 * The dataset of the episodes that `keeps` says yes to, given the episode and its index. Throws a DatasetError where
 * there are no episodes, or none is kept.
 */
export function filterEpisodes(
  dataset: Dataset,
  keeps: (episode: Episode, index: number) => boolean,
): Dataset {
  const episodes = requireEpisodes("choices of episodes", dataset).filter((episode, index) =>
    keeps(episode, index),
  );
  if (episodes.length > 0) return selectEpisodes(dataset, episodes);
  throw new DatasetError(`at least one of the ${dataset.episodes.length} episodes must be kept; got 0`);
}

/** Which episodes are best: a share of them, or all from a return on. */
export type BestEpisodes =
  /** In (0, 1]; the number of episodes is rounded up, and of equal returns the earlier ones are taken. */
  | { readonly fraction: number }
  /** Undiscounted, in the units of the rewards. */
  | { readonly minimumReturn: number };

/**
 * The dataset of the episodes with the largest undiscounted returns: cloning the best tenth, { fraction: 0.1 }, is the
 * baseline that offline RL has to beat (Chen et al. 2021, arXiv:2106.01345, "10 % BC"). Throws a DatasetError where there
 * are no episodes, or no episode is good enough.
 */
export function bestEpisodes(dataset: Dataset, best: BestEpisodes): Dataset {
  refuseUnknownName("option", best, ["fraction", "minimumReturn"]);
  const returns = episodeReturns(dataset);
  if ("minimumReturn" in best) {
    checkMinimumReturn(best);
    return filterEpisodes(dataset, (_, index) => returns[index]! >= best.minimumReturn);
  }
  const kept = largest(returns, checkFraction(best.fraction));
  return filterEpisodes(dataset, (_, index) => kept.has(index));
}

/** Rounding errors of a share: 0.07 · 100 is a little more than 7, and means 7. */
const ROUNDING = 1e-12;

/** The indices of the largest values, a share of all. */
function largest(values: Float64Array, fraction: number): ReadonlySet<number> {
  const order = [...values.keys()].sort((a, b) => values[b]! - values[a]!);
  return new Set(order.slice(0, Math.ceil((1 - ROUNDING) * fraction * values.length)));
}

function checkMinimumReturn(best: { readonly minimumReturn: number }): void {
  if ("fraction" in best) throw new DatasetError("fraction must not be given beside minimumReturn");
  if (Number.isFinite(best.minimumReturn)) return;
  throw new DatasetError(`minimumReturn must be a finite number; got ${best.minimumReturn}`);
}

function checkFraction(fraction: number): number {
  if (fraction > 0 && fraction <= 1) return fraction;
  throw new DatasetError(`fraction must be above 0 and at most 1; got ${fraction}`);
}
