import { matMul, transpose } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { differences } from "../differences.ts";
import { array, matrix } from "../draw.ts";
import { allTranspositions, matmul, operandShapes } from "../reference/matmul.ts";
import { gradientsOf } from "../tape.ts";

await init();

const sizes: [m: number, k: number, n: number][] = [
  [1, 1, 1],
  [1, 5, 1],
  [3, 1, 4],
  [3, 5, 2],
  [2, 9, 17],
];
const batches: [a: number[], b: number[]][] = [
  [[], []],
  [[2], [2]],
  [[2], []],
  [[], [2]],
  [[2, 1], [3]],
  [[3], [2, 1]],
  [
    [2, 3],
    [1, 3],
  ],
];
const cases = [
  ...sizes.map((size) => ({ size, batch: batches[0]! })),
  ...batches.map((batch) => ({ size: sizes[3]!, batch })),
];

test.for(cases.flatMap((each) => allTranspositions.map((layout) => ({ ...each, ...layout }))))(
  "matMul of [m, k, n] = [$size], batches $batch, transposed $transposeA and $transposeB: both gradients within 1e-4 of float64",
  ({ size, batch: [aBatch, bBatch], transposeA, transposeB }) => {
    const stream = randomStream(0, `${size} ${aBatch} ${bBatch}`);
    const operands = operandShapes(size, { transposeA, transposeB });
    const [aShape, bShape] = [
      [...aBatch, ...operands.a],
      [...bBatch, ...operands.b],
    ];
    const [a, b] = [array(stream, aShape), array(stream, bShape)];
    const reference = (x: number[], y: number[]) => {
      const left = { shape: aShape, entries: x };
      return [...matmul(left, { shape: bShape, entries: y }, { transposeA, transposeB }).entries];
    };
    expect(differences([a, b], () => matMul(a, b, transposeA, transposeB), reference)).toEqual([]);
  },
);

test("a matrix times itself gets the sum of both gradients, as with its transpose written out", () => {
  const x = matrix(randomStream(0, "gram"), [4, 3]);
  const gram = gradientsOf([x], () => matMul(x, x, true, false));
  expect(gram).toEqual(gradientsOf([x], () => matMul(transpose(x), x)));
});
