import { tensor2d } from "@tensorflow/tfjs-core";
import { gaussianKl } from "../../src/index.ts";
import { type Case, perElement } from "../case.ts";
import { numbers } from "../numbers.ts";
import { kernelVariant, loopVariant, tensorVariant } from "../tensor-variant.ts";

const ROWS = 256;
const DIMENSIONS = 6;

export const gaussianKlShape: [number, number] = [ROWS, DIMENSIONS];

/** Two batches of diagonal Gaussians. */
export function gaussianKlInput() {
  const draw = (name: string) => numbers(name, ROWS * DIMENSIONS);
  return {
    mean: draw("mean"),
    logStd: draw("log std"),
    priorMean: draw("prior mean"),
    priorLogStd: draw("prior log std"),
  };
}

export function gaussianKlCases(): Case[] {
  const input = gaussianKlInput();
  const policy = {
    mean: tensor2d(input.mean, gaussianKlShape),
    logStd: tensor2d(input.logStd, gaussianKlShape),
  };
  const prior = {
    mean: tensor2d(input.priorMean, gaussianKlShape),
    logStd: tensor2d(input.priorLogStd, gaussianKlShape),
  };
  return [
    {
      name: `gaussianKl/${ROWS}x${DIMENSIONS}`,
      unit: perElement(ROWS * DIMENSIONS),
      ours: kernelVariant(
        ROWS,
        [policy.mean, policy.logStd, prior.mean, prior.logStd],
        (kernels, out, [m = 0, s = 0, pm = 0, ps = 0]) =>
          kernels.gaussianKl(out, m, s, pm, ps, ROWS, DIMENSIONS),
      ),
      op: tensorVariant(() => gaussianKl(policy, prior)),
      naive: naive(input),
    },
  ];
}

function naive({ mean, logStd, priorMean, priorLogStd }: ReturnType<typeof gaussianKlInput>) {
  const out = new Float32Array(ROWS);
  return loopVariant(out, () => {
    for (let row = 0; row < ROWS; row++) {
      let sum = 0;
      for (let i = row * DIMENSIONS; i < (row + 1) * DIMENSIONS; i++) {
        const ratio = Math.exp(2 * (logStd[i]! - priorLogStd[i]!));
        const distance = (mean[i]! - priorMean[i]!) * Math.exp(-priorLogStd[i]!);
        sum += priorLogStd[i]! - logStd[i]! + (ratio + distance * distance - 1) / 2;
      }
      out[row] = sum;
    }
  });
}
