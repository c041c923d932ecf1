import { total } from "./total.ts";

/** One diagonal Gaussian. */
export interface Gaussian {
  readonly mean: readonly number[];
  readonly logStd: readonly number[];
}

/** Σ_d [log σ_p − log σ + (σ² + (μ − μ_p)²) / 2σ_p² − ½]. */
export function gaussianKl({ mean, logStd }: Gaussian, prior: Gaussian): number {
  return total(
    mean.map((m, d) => {
      const [s, priorS] = [logStd[d]!, prior.logStd[d]!];
      const squares = Math.exp(2 * s) + (m - prior.mean[d]!) ** 2;
      return priorS - s + squares / (2 * Math.exp(2 * priorS)) - 0.5;
    }),
  );
}

export function gaussianKlGradient(
  upstream: number,
  { mean, logStd }: Gaussian,
  prior: Gaussian,
): { mean: number[]; logStd: number[]; priorMean: number[]; priorLogStd: number[] } {
  const gap = mean.map((m, d) => m - prior.mean[d]!);
  const variance = prior.logStd.map((s) => Math.exp(2 * s));
  const growth = logStd.map((s, d) => Math.expm1(2 * (s - prior.logStd[d]!)));
  return {
    mean: gap.map((g, d) => (upstream * g) / variance[d]!),
    logStd: growth.map((g) => upstream * g),
    priorMean: gap.map((g, d) => (-upstream * g) / variance[d]!),
    priorLogStd: growth.map((g, d) => -upstream * (g + gap[d]! ** 2 / variance[d]!)),
  };
}

/** Σ_d (logStd_d + ½ log 2πe). */
export function gaussianEntropy(logStd: readonly number[]): number {
  return total(logStd.map((s) => s + 0.5 * Math.log(2 * Math.PI * Math.E)));
}
