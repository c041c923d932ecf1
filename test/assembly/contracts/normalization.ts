import { layerNorm, layerNormGradient } from "../../kernels/reference/layer-norm.ts";
import { rows as rowsOf } from "../../kernels/reference/rows.ts";
import { input, output } from "../launch.ts";
import { type Contract, matrices, rounding } from "./contract.ts";

const epsilon = 1e-3;

export const normalization = {
  layerNorm: {
    sizes: matrices,
    launch(values, rows, columns) {
      const x = values.floats(rows * columns);
      const [gain, bias] = [values.floats(columns), values.floats(columns)];
      const expected = rowsOf(x, columns).flatMap((row) => layerNorm(row, gain, bias, epsilon));
      return {
        operands: [output(expected, rounding), input(x), input(gain), input(bias)],
        run: (exports, out, xAt, gainAt, biasAt) =>
          exports.layerNorm(out, xAt, gainAt, biasAt, rows, columns, epsilon),
      };
    },
  },
  layerNormGradient: {
    sizes: matrices,
    launch(values, rows, columns) {
      const [upstream, x] = [values.floats(rows * columns), values.floats(rows * columns)];
      const gain = values.floats(columns);
      const upstreamRows = rowsOf(upstream, columns);
      const expected = rowsOf(x, columns).flatMap((row, i) =>
        layerNormGradient(upstreamRows[i]!, row, gain, epsilon),
      );
      return {
        operands: [
          output(expected, { relative: 1e-5, absolute: 1e-4 }),
          input(upstream),
          input(x),
          input(gain),
        ],
        run: (exports, out, upstreamAt, xAt, gainAt) =>
          exports.layerNormGradient(out, upstreamAt, xAt, gainAt, rows, columns, epsilon),
      };
    },
  },
} satisfies Record<string, Contract>;
