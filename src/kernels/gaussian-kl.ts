import type { Kernels } from "./kernels.ts";
import { checkLength, rowsOf } from "./shape.ts";

/** A batch of diagonal Gaussians: mean and log standard deviation, both flat row-major [rows][dimensions]. */
export interface Gaussians {
  readonly mean: Float32Array;
  readonly logStd: Float32Array;
}

/** The gradient of a divergence between two batches of Gaussians, each array [rows][dimensions]. */
export interface GaussianKlGradient extends Gaussians {
  readonly priorMean: Float32Array;
  readonly priorLogStd: Float32Array;
}

/**
 * KL(N(mean, e^logStd) ‖ prior) = Σ_d [log(σ_p/σ) + (σ² + (μ − μ_p)²) / 2σ_p² − ½] of every row, in nats: never
 * negative, 0 for equal inputs. The other direction is the same with the arguments exchanged.
 *
 * @returns [rows]
 */
export function gaussianKl(
  kernels: Kernels,
  { mean, logStd }: Gaussians,
  prior: Gaussians,
  dimensions: number,
): Float32Array {
  const rows = rowsOf("mean", mean, "dimensions", dimensions);
  checkLength(mean.length, { logStd, "prior.mean": prior.mean, "prior.logStd": prior.logStd });
  return kernels.run((exports, arena) => {
    const out = arena.reserve(rows);
    exports.gaussianKl(
      out.address,
      arena.place(mean),
      arena.place(logStd),
      arena.place(prior.mean),
      arena.place(prior.logStd),
      rows,
      dimensions,
    );
    return arena.read(out);
  });
}

/**
 * upstream[row] times the gradient of `gaussianKl` in all four inputs.
 *
 * @param upstream [rows]
 */
export function gaussianKlGradient(
  kernels: Kernels,
  upstream: Float32Array,
  { mean, logStd }: Gaussians,
  prior: Gaussians,
  dimensions: number,
): GaussianKlGradient {
  const rows = rowsOf("mean", mean, "dimensions", dimensions);
  checkLength(mean.length, { logStd, "prior.mean": prior.mean, "prior.logStd": prior.logStd });
  checkLength(rows, { upstream });
  return kernels.run((exports, arena) => {
    const [inMean, inLogStd] = [arena.reserve(mean.length), arena.reserve(mean.length)];
    const [inPriorMean, inPriorLogStd] = [arena.reserve(mean.length), arena.reserve(mean.length)];
    exports.gaussianKlGradient(
      inMean.address,
      inLogStd.address,
      inPriorMean.address,
      inPriorLogStd.address,
      arena.place(upstream),
      arena.place(mean),
      arena.place(logStd),
      arena.place(prior.mean),
      arena.place(prior.logStd),
      rows,
      dimensions,
    );
    return {
      mean: arena.read(inMean),
      logStd: arena.read(inLogStd),
      priorMean: arena.read(inPriorMean),
      priorLogStd: arena.read(inPriorLogStd),
    };
  });
}
