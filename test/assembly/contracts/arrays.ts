import { rows as rowsOf } from "../../kernels/reference/rows.ts";
import { exactOutput, input, output } from "../launch.ts";
import { type Contract, counts, matrices } from "./contract.ts";
import { drawIndices } from "./draws.ts";

const inners = [1, 2, 3, 4, 5, 7, 8, 9, 16, 17];
const reductions = [0, 1, 2, 3, 4, 5, 7, 8, 31, 63, 64, 65, 67, 129];
const scale = 0.5;

export const arrays = {
  duplicate: {
    sizes: counts,
    launch(values, count) {
      const x = values.floats(count);
      return {
        operands: [exactOutput(x), input(x)],
        run: (exports, out, address) => exports.duplicate(out, address, 4 * count),
      };
    },
  },
  firstNonFinite: {
    sizes: counts,
    launch(values, count) {
      const x = values.floats(count);
      return {
        operands: [input(x)],
        returns: x.findIndex((entry) => !Number.isFinite(entry)),
        run: (exports, address) => exports.firstNonFinite(address, count),
      };
    },
  },
  standardize: {
    sizes: [0, 1].flatMap((hasMean) => matrices.map(([rows, columns]) => [rows, columns, hasMean])),
    launch(values, rows, columns, hasMean) {
      const [x, mean, scale] = [
        values.floats(rows * columns),
        values.floats(columns),
        values.floats(columns),
      ];
      const expected = x.map((entry, i) => {
        const distance = hasMean ? Math.fround(entry - mean[i % columns]!) : entry;
        return distance * scale[i % columns]!;
      });
      return {
        operands: [exactOutput(expected), input(x), input(mean), input(scale)],
        run: (exports, out, xAt, meanAt, scaleAt) =>
          exports.standardize(out, xAt, hasMean ? meanAt : 0, scaleAt, rows, columns),
      };
    },
  },
  sum: {
    sizes: [0, 1, 3].flatMap((outer) =>
      reductions.flatMap((reduced) => inners.map((inner) => [outer, reduced, inner])),
    ),
    launch(values, outer, reduced, inner) {
      const x = values.floats(outer * reduced * inner);
      const sums = new Array<number>(outer * inner).fill(0);
      const sizes = new Array<number>(outer * inner).fill(0);
      x.forEach((entry, i) => {
        const place = Math.floor(i / (reduced * inner)) * inner + (i % inner);
        sums[place]! += scale * entry;
        sizes[place]! += Math.abs(entry);
      });
      return {
        operands: [output(sums, { absolutePerSize: 1e-6, ulp: 1 }, { Size: sizes }), input(x)],
        run: (exports, out, address) => exports.sum(out, address, outer, reduced, inner, scale),
      };
    },
  },
  takePerRow: {
    sizes: matrices,
    launch(values, rows, columns) {
      const [x, indices] = [values.floats(rows * columns), drawIndices(values, rows, columns)];
      const expected = rowsOf(x, columns).map((row, i) => row[indices[i]!] ?? Number.NaN);
      return {
        operands: [exactOutput(Float32Array.from(expected)), input(x), input(indices)],
        run: (exports, out, address, column) => exports.takePerRow(out, address, column, rows, columns),
      };
    },
  },
  takePerRowGradient: {
    sizes: matrices,
    launch(values, rows, columns) {
      const [upstream, indices] = [values.floats(rows), drawIndices(values, rows, columns)];
      const expected = Array.from(upstream, (u, row) =>
        Array.from({ length: columns }, (_, column) => (column === indices[row] ? u : 0)),
      );
      return {
        operands: [exactOutput(Float32Array.from(expected.flat())), input(upstream), input(indices)],
        run: (exports, out, u, column) => exports.takePerRowGradient(out, u, column, rows, columns),
      };
    },
  },
} satisfies Record<string, Contract>;
