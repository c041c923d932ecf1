import {
  categoricalEntropy,
  categoricalEntropyGradient,
  categoricalKl,
  categoricalKlGradient,
} from "../../kernels/reference/categorical.ts";
import { rows as rowsOf } from "../../kernels/reference/rows.ts";
import { logSoftmax, logSumExp, softmax } from "../../kernels/reference/softmax.ts";
import {
  logSoftmaxGradient,
  logSumExpGradient,
  softmaxGradient,
} from "../../kernels/reference/softmax-gradient.ts";
import { input, output } from "../launch.ts";
import { type Contract, matrices, rounding } from "./contract.ts";

const temperature = 0.5;

function rowMap(
  name: "softmax" | "logSoftmax",
  reference: (row: readonly number[], temperature: number) => number[],
): Contract {
  return {
    sizes: matrices,
    launch(values, rows, columns) {
      const x = values.floats(rows * columns);
      const expected = rowsOf(x, columns).flatMap((row) => reference(row, temperature));
      return {
        operands: [output(expected, rounding), input(x)],
        run: (exports, out, address) => exports[name](out, address, rows, columns, temperature),
      };
    },
  };
}

function rowGradient(
  name: "softmaxGradient" | "logSoftmaxGradient",
  reference: (upstream: readonly number[], output: readonly number[], temperature: number) => number[],
  result: (row: readonly number[]) => number[],
): Contract {
  return {
    sizes: matrices,
    launch(values, rows, columns) {
      const upstream = values.floats(rows * columns);
      const y = Float32Array.from(
        rowsOf(values.floats(rows * columns), columns).flatMap((row) => result(row)),
      );
      const upstreams = rowsOf(upstream, columns);
      const expected = rowsOf(y, columns).flatMap((row, i) => reference(upstreams[i]!, row, temperature));
      return {
        operands: [output(expected, rounding), input(upstream), input(y)],
        run: (exports, out, u, p) => exports[name](out, u, p, rows, columns, temperature),
      };
    },
  };
}

export const categorical = {
  logSumExp: {
    sizes: matrices,
    launch(values, rows, columns) {
      const x = values.floats(rows * columns);
      const expected = rowsOf(x, columns).map((row) => logSumExp(row, temperature));
      return {
        operands: [output(expected, rounding), input(x)],
        run: (exports, out, address) => exports.logSumExp(out, address, rows, columns, temperature),
      };
    },
  },
  logSumExpGradient: {
    sizes: matrices,
    launch(values, rows, columns) {
      const [upstream, x] = [values.floats(rows), values.floats(rows * columns)];
      const expected = rowsOf(x, columns).flatMap((row, i) =>
        logSumExpGradient(upstream[i]!, row, temperature),
      );
      return {
        operands: [output(expected, rounding), input(upstream), input(x)],
        run: (exports, out, u, address) =>
          exports.logSumExpGradient(out, u, address, rows, columns, temperature),
      };
    },
  },
  softmax: rowMap("softmax", softmax),
  softmaxGradient: rowGradient("softmaxGradient", softmaxGradient, softmax),
  logSoftmax: rowMap("logSoftmax", logSoftmax),
  logSoftmaxGradient: rowGradient("logSoftmaxGradient", logSoftmaxGradient, logSoftmax),
  categoricalKl: {
    sizes: matrices,
    launch(values, rows, actions) {
      const [p, q] = [values.floats(rows * actions), values.floats(rows * actions)];
      const qRows = rowsOf(q, actions);
      const expected = rowsOf(p, actions).map((row, i) => categoricalKl(row, qRows[i]!));
      return {
        operands: [output(expected, rounding), input(p), input(q)],
        run: (exports, out, first, second) => exports.categoricalKl(out, first, second, rows, actions),
      };
    },
  },
  categoricalKlGradient: {
    sizes: matrices,
    launch(values, rows, actions) {
      const [p, q] = [values.floats(rows * actions), values.floats(rows * actions)];
      const [upstream, qRows] = [values.floats(rows), rowsOf(q, actions)];
      const gradients = rowsOf(p, actions).map((row, i) =>
        categoricalKlGradient(upstream[i]!, row, qRows[i]!),
      );
      return {
        operands: [
          output(
            gradients.flatMap(({ pLogits }) => pLogits),
            rounding,
          ),
          output(
            gradients.flatMap(({ qLogits }) => qLogits),
            rounding,
          ),
          ...[upstream, p, q].map(input),
        ],
        run: (exports, inP, inQ, u, first, second) =>
          exports.categoricalKlGradient(inP, inQ, u, first, second, rows, actions),
      };
    },
  },
  categoricalEntropy: {
    sizes: matrices,
    launch(values, rows, actions) {
      const logits = values.floats(rows * actions);
      return {
        operands: [output(rowsOf(logits, actions).map(categoricalEntropy), rounding), input(logits)],
        run: (exports, out, x) => exports.categoricalEntropy(out, x, rows, actions),
      };
    },
  },
  categoricalEntropyGradient: {
    sizes: matrices,
    launch(values, rows, actions) {
      const [upstream, logits] = [values.floats(rows), values.floats(rows * actions)];
      const expected = rowsOf(logits, actions).flatMap((row, i) =>
        categoricalEntropyGradient(upstream[i]!, row),
      );
      return {
        operands: [output(expected, rounding), input(upstream), input(logits)],
        run: (exports, out, u, x) => exports.categoricalEntropyGradient(out, u, x, rows, actions),
      };
    },
  },
} satisfies Record<string, Contract>;
