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
    const twice = Object.keys(diagnosed).find((name) => name in updated);
    if (twice === undefined) return { ...numbers(updated), ...numbers(diagnosed) };
    throw new Error(`${algorithm.name}'s diagnose must not name a metric of its update; got ${twice}`);
  } finally {
    dispose({ ...diagnosed });
  }
}

function numbers(metrics: Metrics): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, metric.dataSync()[0]!]));
}
