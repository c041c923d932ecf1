import { tensor2d } from "@tensorflow/tfjs-core";
import { logSumExp } from "../../src/index.ts";
import { type Case, perElement } from "../case.ts";
import { numbers } from "../numbers.ts";
import { kernelVariant, loopVariant, tensorVariant } from "../tensor-variant.ts";

const ROWS = 256;

/** Rows of `columns` action values, such as a critic's. */
export function logSumExpInput(columns: number): Float32Array {
  return numbers(`logSumExp/${ROWS}x${columns}`, ROWS * columns, 5);
}

export function logSumExpCases(): Case[] {
  return [4, 18, 1000].map(logSumExpCase);
}

function logSumExpCase(columns: number): Case {
  const values = logSumExpInput(columns);
  const x = tensor2d(values, [ROWS, columns]);
  return {
    name: `logSumExp/${ROWS}x${columns}`,
    unit: perElement(values.length),
    ours: kernelVariant(ROWS, [x], (kernels, out, [input = 0]) =>
      kernels.logSumExp(out, input, ROWS, columns, 1),
    ),
    op: tensorVariant(() => logSumExp(x)),
    naive: naive(values, columns),
  };
}

function naive(values: Float32Array, columns: number) {
  const out = new Float32Array(ROWS);
  return loopVariant(out, () => {
    for (let row = 0; row < ROWS; row++) {
      const start = row * columns;
      let maximum = -Infinity;
      for (let j = start; j < start + columns; j++) maximum = Math.max(maximum, values[j]!);
      let sum = 0;
      for (let j = start; j < start + columns; j++) sum += Math.exp(values[j]! - maximum);
      out[row] = maximum + Math.log(sum);
    }
  });
}
