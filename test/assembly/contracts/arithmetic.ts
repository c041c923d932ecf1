import { exactOutput, input } from "../launch.ts";
import { type Contract, counts } from "./contract.ts";

type BinaryName = "add" | "divide" | "multiply" | "squaredDifference" | "subtract";

/** Which of the axes plane, row and column each operand is repeated along; along columns not both. */
const patterns = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((a) =>
  [0, 1, 2, 3, 4, 5, 6, 7].filter((b) => (a & b & 1) === 0).map((b) => [a, b] as const),
);

const sizes = patterns.flatMap((pattern) =>
  [0, 1, 3].flatMap((rows) => [1, 2, 3, 4, 5, 8, 11].map((columns) => [...pattern, 2, rows, columns])),
);

/** Strides of an operand that is repeated along the axes in `pattern`, and its size. */
function strides(pattern: number, planes: number, rows: number, columns: number) {
  const [plane, row, column] = [(pattern & 4) === 0, (pattern & 2) === 0, (pattern & 1) === 0];
  const width = column ? columns : 1;
  const height = row ? rows : 1;
  return {
    size: (plane ? planes : 1) * height * width,
    steps: [plane ? height * width : 0, row ? width : 0, column ? 1 : 0] as const,
  };
}

function binary(name: BinaryName, of: (a: number, b: number) => number): Contract {
  return {
    sizes,
    launch(values, aPattern, bPattern, planes, rows, columns) {
      const [first, second] = [aPattern, bPattern].map((each) => strides(each, planes, rows, columns));
      const [a, b] = [values.floats(first!.size), values.floats(second!.size)];
      const expected = Float32Array.from({ length: planes * rows * columns }, (_, i) => {
        const place = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns];
        const at = ({ steps }: typeof first & object) =>
          steps.reduce((sum, step, k) => sum + step * place[k]!, 0);
        return of(a[at(first!)]!, b[at(second!)]!);
      });
      return {
        operands: [exactOutput(expected), input(a), input(b)],
        run: (exports, out, x, y) =>
          exports[name](out, x, y, planes, rows, columns, ...first!.steps, ...second!.steps),
      };
    },
  };
}

function unary(name: "negate" | "square", of: (x: number) => number): Contract {
  return {
    sizes: counts,
    launch(values, count) {
      const x = values.floats(count);
      return {
        operands: [exactOutput(x.map(of)), input(x)],
        run: (exports, out, address) => exports[name](out, address, count),
      };
    },
  };
}

export const arithmetic = {
  add: binary("add", (a, b) => a + b),
  divide: binary("divide", (a, b) => a / b),
  multiply: binary("multiply", (a, b) => a * b),
  squaredDifference: binary("squaredDifference", (a, b) => Math.fround(a - b) ** 2),
  subtract: binary("subtract", (a, b) => a - b),
  negate: unary("negate", (x) => -x),
  square: unary("square", (x) => x * x),
} satisfies Record<string, Contract>;
