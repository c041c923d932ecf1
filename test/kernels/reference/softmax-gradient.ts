import { softmax } from "./softmax.ts";
import { total } from "./total.ts";

export function logSumExpGradient(upstream: number, x: readonly number[], temperature: number): number[] {
  return softmax(x, temperature).map((p) => upstream * p);
}

export function softmaxGradient(
  upstream: readonly number[],
  probabilities: readonly number[],
  temperature: number,
): number[] {
  const mean = total(probabilities.map((p, j) => p * upstream[j]!));
  return probabilities.map((p, j) => (p * (upstream[j]! - mean)) / temperature);
}

export function logSoftmaxGradient(
  upstream: readonly number[],
  logProbabilities: readonly number[],
  temperature: number,
): number[] {
  const sum = total([...upstream]);
  return logProbabilities.map((logP, j) => (upstream[j]! - Math.exp(logP) * sum) / temperature);
}
