import { mean } from "./categorical.ts";
import { logSoftmax } from "./softmax.ts";

/** reward + discount · next within the bounds; the reward alone where the discount is 0. NaN stays NaN. */
export function backup(reward: number, discount: number, next: number, lower: number, upper: number): number {
  const target = discount === 0 ? reward : reward + discount * next;
  return Math.min(Math.max(target, lower), upper);
}

/** values[argmax_a selector[a]], ties to the lowest action; NaN where either has one. */
export function greedyValue(selector: readonly number[], values: readonly number[]): number {
  if ([...selector, ...values].some(Number.isNaN)) return Number.NaN;
  return values[selector.indexOf(Math.max(...selector))]!;
}

/** w · min + (1 − w) · max over the critics. */
export function criticsValue(values: readonly number[], minimumWeight: number): number {
  const smallest = Math.min(...values);
  return minimumWeight === 1
    ? smallest
    : minimumWeight * smallest + (1 - minimumWeight) * Math.max(...values);
}

/** Σ_a π(a) (min_k values[k][a] − temperature · log π(a)). */
export function expectedValue(
  logits: readonly number[],
  values: readonly (readonly number[])[],
  temperature: number,
): number {
  const logPolicy = logSoftmax(logits);
  const soft = logPolicy.map(
    (logP, a) => Math.min(...values.map((critic) => critic[a]!)) - temperature * logP,
  );
  return mean(logPolicy, soft);
}
