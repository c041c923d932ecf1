import { total } from "./total.ts";

/** T · log Σ_j exp(x_j / T) of one row. */
export function logSumExp(x: readonly number[], temperature = 1): number {
  const maximum = Math.max(...x);
  if (!Number.isFinite(maximum)) return maximum;
  return maximum + temperature * Math.log(total(x.map((entry) => Math.exp((entry - maximum) / temperature))));
}

export function softmax(x: readonly number[], temperature = 1): number[] {
  const maximum = Math.max(...x);
  const terms = x.map((entry) => Math.exp((entry - maximum) / temperature));
  const sum = total(terms);
  return terms.map((term) => term / sum);
}

export function logSoftmax(x: readonly number[], temperature = 1): number[] {
  const normalizer = logSumExp(x, temperature);
  return x.map((entry) => (entry - normalizer) / temperature);
}
