import { backup, criticsValue, expectedValue, greedyValue } from "../../kernels/reference/bellman-target.ts";
import { rows as rowsOf } from "../../kernels/reference/rows.ts";
import { input, output } from "../launch.ts";
import type { Values } from "../values.ts";
import { type Contract, matrices, rounding } from "./contract.ts";

const [lower, upper] = [-2, 2];
const [minimumWeight, temperature] = [0.75, 0.5];

/** Rewards, and discounts of which about one in three is 0. */
function draw(values: Values, rows: number) {
  const reward = values.floats(rows);
  const discount = Float32Array.from({ length: rows }, () => (values.stream.integer(3) === 0 ? 0 : 0.9));
  const targets = (next: readonly number[]) =>
    next.map((q, i) => backup(reward[i]!, discount[i]!, q, lower, upper));
  return { reward, discount, targets };
}

const withCritics = [1, 2, 4].flatMap((critics) =>
  matrices.map(([rows, actions]) => [critics, rows, actions]),
);

export const targets = {
  greedyTarget: {
    sizes: matrices,
    launch(values, rows, actions) {
      const { reward, discount, targets } = draw(values, rows);
      const [selector, q] = [values.floats(rows * actions), values.floats(rows * actions)];
      const selectors = rowsOf(selector, actions);
      const expected = targets(rowsOf(q, actions).map((row, i) => greedyValue(selectors[i]!, row)));
      return {
        operands: [output(expected, rounding), ...[reward, discount, selector, q].map(input)],
        run: (exports, out, r, d, s, v) => exports.greedyTarget(out, r, d, s, v, rows, actions, lower, upper),
      };
    },
  },
  criticsTarget: {
    sizes: [1, 2, 3, 4].flatMap((critics) => Array.from({ length: 68 }, (_, rows) => [critics, rows])),
    launch(values, critics, rows) {
      const { reward, discount, targets } = draw(values, rows);
      const q = values.floats(critics * rows);
      const ofRow = (row: number) => Array.from({ length: critics }, (_, critic) => q[critic * rows + row]!);
      const expected = targets(Array.from(reward, (_, row) => criticsValue(ofRow(row), minimumWeight)));
      return {
        operands: [output(expected, rounding), ...[reward, discount, q].map(input)],
        run: (exports, out, r, d, v) =>
          exports.criticsTarget(out, r, d, v, critics, rows, minimumWeight, lower, upper),
      };
    },
  },
  expectedTarget: {
    sizes: withCritics,
    launch(values, critics, rows, actions) {
      const { reward, discount, targets } = draw(values, rows);
      const [logits, q] = [values.floats(rows * actions), values.floats(critics * rows * actions)];
      const qRows = rowsOf(q, actions);
      const ofRow = (row: number) =>
        Array.from({ length: critics }, (_, critic) => qRows[critic * rows + row]!);
      const next = rowsOf(logits, actions).map((row, i) => expectedValue(row, ofRow(i), temperature));
      return {
        operands: [output(targets(next), rounding), ...[reward, discount, logits, q].map(input)],
        run: (exports, out, r, d, x, v) =>
          exports.expectedTarget(out, r, d, x, v, critics, rows, actions, temperature, lower, upper),
      };
    },
  },
} satisfies Record<string, Contract>;
