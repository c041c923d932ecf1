import { logSoftmax } from "./softmax.ts";
import { total } from "./total.ts";

/** Σ_a p_a · x_a, where a probability of 0 counts as 0 whatever x_a is. */
export function mean(logProbabilities: readonly number[], x: readonly number[]): number {
  return total(logProbabilities.map((logP, a) => weighed(Math.exp(logP), x[a]!)));
}

function weighed(p: number, x: number): number {
  return p === 0 ? 0 : p * x;
}

/** log p_a − log q_a. */
function logRatio(pLogits: readonly number[], qLogits: readonly number[]): number[] {
  const logQ = logSoftmax(qLogits);
  return logSoftmax(pLogits).map((logP, a) => logP - logQ[a]!);
}

export function categoricalKl(pLogits: readonly number[], qLogits: readonly number[]): number {
  return mean(logSoftmax(pLogits), logRatio(pLogits, qLogits));
}

export function categoricalKlGradient(
  upstream: number,
  pLogits: readonly number[],
  qLogits: readonly number[],
): { pLogits: number[]; qLogits: number[] } {
  const kl = categoricalKl(pLogits, qLogits);
  const ratio = logRatio(pLogits, qLogits);
  const p = logSoftmax(pLogits).map(Math.exp);
  const q = logSoftmax(qLogits).map(Math.exp);
  return {
    pLogits: p.map((probability, a) => upstream * weighed(probability, ratio[a]! - kl)),
    qLogits: q.map((probability, a) => upstream * (probability - p[a]!)),
  };
}

export function categoricalEntropy(logits: readonly number[]): number {
  const logP = logSoftmax(logits);
  return -mean(logP, logP);
}

export function categoricalEntropyGradient(upstream: number, logits: readonly number[]): number[] {
  const entropy = categoricalEntropy(logits);
  return logSoftmax(logits).map((logP) => -upstream * weighed(Math.exp(logP), logP + entropy));
}
