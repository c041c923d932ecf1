import { dispose, type Scalar } from "@tensorflow/tfjs-core";
import type { Algorithm } from "../algorithms/algorithm.ts";
import type { BatchOf } from "../algorithms/batch.ts";
import type { Action } from "../env/action.ts";

type Metrics = Readonly<Record<string, Scalar>>;

/**
 * The numbers of an update, and what the algorithm's `diagnose` says of the batch beside them. Throws where both have a
 * metric of one name.
 */
export function reportOf<A extends Action>(
  algorithm: Algorithm<A>,
  updated: Metrics,
  batch: BatchOf<A>,
): Record<string, number> {
  const diagnosed = algorithm.diagnose?.(batch) ?? {};
  try {
    const refusal = `${algorithm.name}'s diagnose must not name a metric of its update`;
    return joined(numbers(updated), numbers(diagnosed), refusal);
  } finally {
    dispose({ ...diagnosed });
  }
}

/**
 * A report, and what `fit` itself adds to it. Throws where the algorithm has a metric of that name: neither of the two may be lost.
 */
export function withAdded<Added extends object>(
  { name }: Algorithm,
  report: Record<string, number>,
  added: Added,
): Record<string, number> & Added {
  return joined(report, added, `${name} must not name a metric as fit does`);
}

function joined<Added extends object>(
  metrics: Record<string, number>,
  added: Added,
  refusal: string,
): Record<string, number> & Added {
  const twice = Object.keys(added).find((name) => name in metrics);
  if (twice === undefined) return { ...metrics, ...added };
  throw new Error(`${refusal}; got ${twice}`);
}

function numbers(metrics: Metrics): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, metric.dataSync()[0]!]));
}
