import {
  type Gaussian,
  gaussianEntropy,
  gaussianKl,
  gaussianKlGradient,
} from "../../kernels/reference/gaussian.ts";
import { rows as rowsOf } from "../../kernels/reference/rows.ts";
import {
  tanhGaussianLogProb,
  tanhGaussianLogProbGradient,
  tanhGaussianSample,
  tanhGaussianSampleGradient,
} from "../../kernels/reference/tanh-gaussian.ts";
import { input, output } from "../launch.ts";
import type { Values } from "../values.ts";
import { type Contract, matrices, rounding } from "./contract.ts";

/** log σ around 0, so that everything stays of order 1. */
const logStdScale = 0.25;

function drawGaussians(values: Values, rows: number, dimensions: number) {
  const mean = values.floats(rows * dimensions);
  const logStd = values.floats(rows * dimensions, logStdScale);
  const logStds = rowsOf(logStd, dimensions);
  const each = rowsOf(mean, dimensions).map((m, i): Gaussian => ({ mean: m, logStd: logStds[i]! }));
  return { mean, logStd, each };
}

/** Sums over up to 67 dimensions. */
const rowSum = { relative: 1e-5, absolute: 1e-4 };

export const gaussian = {
  gaussianKl: {
    sizes: matrices,
    launch(values, rows, dimensions) {
      const [first, prior] = [
        drawGaussians(values, rows, dimensions),
        drawGaussians(values, rows, dimensions),
      ];
      const expected = first.each.map((row, i) => gaussianKl(row, prior.each[i]!));
      return {
        operands: [
          output(expected, rowSum),
          ...[first.mean, first.logStd, prior.mean, prior.logStd].map(input),
        ],
        run: (exports, out, m, s, priorM, priorS) =>
          exports.gaussianKl(out, m, s, priorM, priorS, rows, dimensions),
      };
    },
  },
  gaussianKlGradient: {
    sizes: matrices,
    launch(values, rows, dimensions) {
      const [first, prior] = [
        drawGaussians(values, rows, dimensions),
        drawGaussians(values, rows, dimensions),
      ];
      const upstream = values.floats(rows);
      const gradients = first.each.map((row, i) => gaussianKlGradient(upstream[i]!, row, prior.each[i]!));
      return {
        operands: [
          output(
            gradients.flatMap((each) => each.mean),
            rounding,
          ),
          output(
            gradients.flatMap((each) => each.logStd),
            rounding,
          ),
          output(
            gradients.flatMap((each) => each.priorMean),
            rounding,
          ),
          output(
            gradients.flatMap((each) => each.priorLogStd),
            rounding,
          ),
          ...[upstream, first.mean, first.logStd, prior.mean, prior.logStd].map(input),
        ],
        run: (exports, inM, inS, inPriorM, inPriorS, u, m, s, priorM, priorS) =>
          exports.gaussianKlGradient(inM, inS, inPriorM, inPriorS, u, m, s, priorM, priorS, rows, dimensions),
      };
    },
  },
  gaussianEntropy: {
    sizes: matrices,
    launch(values, rows, dimensions) {
      const logStd = values.floats(rows * dimensions);
      return {
        operands: [output(rowsOf(logStd, dimensions).map(gaussianEntropy), rounding), input(logStd)],
        run: (exports, out, s) => exports.gaussianEntropy(out, s, rows, dimensions),
      };
    },
  },
  tanhGaussianLogProb: {
    sizes: matrices,
    launch(values, rows, dimensions) {
      const { mean, logStd, each } = drawGaussians(values, rows, dimensions);
      const preTanh = values.floats(rows * dimensions);
      const expected = rowsOf(preTanh, dimensions).map((u, i) => tanhGaussianLogProb(u, each[i]!));
      return {
        operands: [output(expected, rowSum), ...[preTanh, mean, logStd].map(input)],
        run: (exports, out, u, m, s) => exports.tanhGaussianLogProb(out, u, m, s, rows, dimensions),
      };
    },
  },
  tanhGaussianLogProbGradient: {
    sizes: matrices,
    launch(values, rows, dimensions) {
      const { mean, logStd, each } = drawGaussians(values, rows, dimensions);
      const [upstream, preTanh] = [values.floats(rows), values.floats(rows * dimensions)];
      const gradients = rowsOf(preTanh, dimensions).map((u, i) =>
        tanhGaussianLogProbGradient(upstream[i]!, u, each[i]!),
      );
      return {
        operands: [
          output(
            gradients.flatMap((gradient) => gradient.preTanh),
            rounding,
          ),
          output(
            gradients.flatMap((gradient) => gradient.mean),
            rounding,
          ),
          output(
            gradients.flatMap((gradient) => gradient.logStd),
            rounding,
          ),
          ...[upstream, preTanh, mean, logStd].map(input),
        ],
        run: (exports, inU, inM, inS, upstreamAt, u, m, s) =>
          exports.tanhGaussianLogProbGradient(inU, inM, inS, upstreamAt, u, m, s, rows, dimensions),
      };
    },
  },
  tanhGaussianSample: {
    sizes: matrices,
    launch(values, rows, dimensions) {
      const { mean, logStd, each } = drawGaussians(values, rows, dimensions);
      const noise = values.floats(rows * dimensions);
      const samples = rowsOf(noise, dimensions).map((z, i) => tanhGaussianSample(each[i]!, z));
      return {
        operands: [
          output(
            samples.flatMap(({ action }) => action),
            rounding,
          ),
          output(
            samples.flatMap(({ preTanh }) => preTanh),
            rounding,
          ),
          output(
            samples.map(({ logProb }) => logProb),
            rowSum,
          ),
          ...[mean, logStd, noise].map(input),
        ],
        run: (exports, action, u, logProb, m, s, z) =>
          exports.tanhGaussianSample(action, u, logProb, m, s, z, rows, dimensions),
      };
    },
  },
  tanhGaussianSampleGradient: {
    sizes: matrices,
    launch(values, rows, dimensions) {
      const size = rows * dimensions;
      const [inAction, inPreTanh, inLogProb] = [
        values.floats(size),
        values.floats(size),
        values.floats(rows),
      ];
      const [preTanh, logStd, noise] = [
        values.floats(size),
        values.floats(size, logStdScale),
        values.floats(size),
      ];
      const row = (matrix: Float32Array, i: number) =>
        Array.from(matrix.subarray(i * dimensions, (i + 1) * dimensions));
      const gradients = Array.from(inLogProb, (logProb, i) => {
        const upstream = { action: row(inAction, i), preTanh: row(inPreTanh, i), logProb };
        return tanhGaussianSampleGradient(upstream, row(preTanh, i), row(logStd, i), row(noise, i));
      });
      return {
        operands: [
          output(
            gradients.flatMap((gradient) => gradient.mean),
            rounding,
          ),
          output(
            gradients.flatMap((gradient) => gradient.logStd),
            rounding,
          ),
          ...[inAction, inPreTanh, inLogProb, preTanh, logStd, noise].map(input),
        ],
        run: (exports, outMean, outLogStd, ofAction, ofPreTanh, ofLogProb, u, s, z) =>
          exports.tanhGaussianSampleGradient(
            outMean,
            outLogStd,
            ofAction,
            ofPreTanh,
            ofLogProb,
            u,
            s,
            z,
            rows,
            dimensions,
          ),
      };
    },
  },
} satisfies Record<string, Contract>;
