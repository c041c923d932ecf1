import {
  fused,
  matMul,
  memory,
  ones,
  type Rank,
  type Tensor,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { init } from "../../../src/tensor/init.ts";
import { runOp } from "../../../src/tensor/op.ts";
import fc from "../../fast-check.ts";
import { deviations } from "../deviations.ts";
import { differences } from "../differences.ts";
import { array, matrix } from "../draw.ts";
import { entriesOf, shapedOf } from "../entries.ts";
import { allTranspositions, matmul, operandShapes } from "../reference/matmul.ts";
import { combine } from "../reference/shaped.ts";

await init();

const products: [m: number, k: number, n: number][] = [
  [1, 1, 1],
  [1, 9, 1],
  [5, 1, 7],
  [2, 3, 5],
  [17, 65, 33],
  [33, 50, 3],
];
const layouts = products.flatMap((sizes) => allTranspositions.map((layout) => ({ sizes, ...layout })));

test.for(layouts)(
  "matMul of [m, k, n] = [$sizes], transposed $transposeA and $transposeB: within 2e-6 of float64",
  ({ sizes, transposeA, transposeB }) => {
    const stream = randomStream(0, `${sizes}`);
    const shapes = operandShapes(sizes, { transposeA, transposeB });
    const [a, b] = [matrix(stream, shapes.a), matrix(stream, shapes.b)];
    const expected = matmul(shapedOf(a), shapedOf(b), { transposeA, transposeB });
    const got = matMul(a, b, transposeA, transposeB);
    expect(got.shape).toEqual(expected.shape);
    expect(deviations("product", entriesOf(got), expected.entries, 2e-6)).toEqual([]);
  },
);

const batches: [a: number[], b: number[]][] = [
  [[3], [3]],
  [[1], [4]],
  [[4], [1]],
  [[2, 1], [3]],
  [
    [2, 3],
    [2, 1],
  ],
  [
    [1, 3],
    [2, 1],
  ],
  [
    [2, 3],
    [2, 3],
  ],
  [[2], []],
  [[], [2, 2]],
];

test.for(batches.flatMap(([a, b]) => allTranspositions.map((layout) => ({ a, b, ...layout }))))(
  "matMul of batches [$a] and [$b], transposed $transposeA and $transposeB: within 2e-6 of float64",
  ({ a: aBatch, b: bBatch, transposeA, transposeB }) => {
    const stream = randomStream(0, `${aBatch} ${bBatch}`);
    const shapes = operandShapes([3, 5, 2], { transposeA, transposeB });
    const [a, b] = [array(stream, [...aBatch, ...shapes.a]), array(stream, [...bBatch, ...shapes.b])];
    const expected = matmul(shapedOf(a), shapedOf(b), { transposeA, transposeB });
    const got = matMul(a, b, transposeA, transposeB);
    expect(got.shape).toEqual(expected.shape);
    expect(deviations("product", entriesOf(got), expected.entries, 2e-6)).toEqual([]);
  },
);

test("of any sizes up to 50, in any layout, matMul is within 2e-6 of float64", () => {
  const size = fc.integer({ min: 1, max: 50 });
  fc.assert(
    fc.property(size, size, size, fc.constantFrom(...allTranspositions), (m, k, n, layout) => {
      tidy(() => {
        const stream = randomStream(2, `${m} ${k} ${n}`);
        const shapes = operandShapes([m, k, n], layout);
        const [a, b] = [matrix(stream, shapes.a), matrix(stream, shapes.b)];
        const got = matMul(a, b, layout.transposeA, layout.transposeB);
        const expected = matmul(shapedOf(a), shapedOf(b), layout).entries;
        expect(deviations("product", entriesOf(got), expected, 2e-6)).toEqual([]);
        for (const variable of [a, b]) variable.dispose();
      });
    }),
    { numRuns: 40 },
  );
});

test.for(allTranspositions)(
  "a product of no terms is 0, transposed $transposeA and $transposeB",
  ({ transposeA, transposeB }) => {
    const shapes = operandShapes([2, 0, 3], { transposeA, transposeB });
    const got = matMul(zeros(shapes.a), zeros(shapes.b), transposeA, transposeB);
    expect(got.shape).toEqual([2, 3]);
    expect(entriesOf(got)).toEqual([0, 0, 0, 0, 0, 0]);
  },
);

test("a product of no rows or no columns has no entries", () => {
  expect(matMul(zeros([0, 2]), zeros([2, 3])).shape).toEqual([0, 3]);
  expect(matMul(zeros([2, 2]), zeros([2, 0])).shape).toEqual([2, 0]);
});

test("int32 is refused by name, for its bits would be read as float32", () => {
  expect(() => matMul(ones([1, 2], "int32"), ones([2, 1], "int32"))).toThrow(
    new TypeError("a must be float32; got int32"),
  );
});

const activations = {
  linear: (x: number) => x,
  relu: (x: number) => Math.max(x, 0),
  relu6: (x: number) => Math.min(Math.max(x, 0), 6),
  elu: (x: number) => (x > 0 ? x : Math.expm1(x)),
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
  leakyrelu: (x: number) => (x > 0 ? x : 0.3 * x),
};
type ActivationName = keyof typeof activations;
const activationNames: ActivationName[] = ["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu"];

// more than 48 terms in another layout is where tfjs-backend-wasm itself adds the bias more than once
const fusedCases = activationNames.flatMap((activation) =>
  allTranspositions.flatMap((layout) =>
    [[7], [], [1], [1, 7], [5, 7]].map((biasShape) => ({ activation, ...layout, biasShape })),
  ),
);

test.for(fusedCases)(
  "fused.matMul over 65 terms, transposed $transposeA and $transposeB, bias [$biasShape], $activation: within 2e-6 of float64",
  ({ activation, transposeA, transposeB, biasShape }) => {
    const stream = randomStream(0, `${activation} ${biasShape}`);
    const shapes = operandShapes([5, 65, 7], { transposeA, transposeB });
    const [a, b, bias] = [matrix(stream, shapes.a), matrix(stream, shapes.b), array(stream, biasShape, 4)];
    const product = matmul(shapedOf(a), shapedOf(b), { transposeA, transposeB });
    const expected = combine((x, y) => activations[activation](x + y), product, shapedOf(bias));
    const got = fused.matMul({ a, b, transposeA, transposeB, bias, activation, leakyreluAlpha: 0.3 });
    expect(got.shape).toEqual([5, 7]);
    expect(deviations("product", entriesOf(got), expected.entries, 2e-6)).toEqual([]);
  },
);

test.for(activationNames)(
  "fused.matMul without a bias, in a broadcast batch, %s: within 2e-6 of float64",
  (activation) => {
    const stream = randomStream(0, activation);
    const [a, b] = [array(stream, [3, 2, 50]), array(stream, [1, 50, 4])];
    const layout = { transposeA: false, transposeB: false };
    const product = matmul(shapedOf(a), shapedOf(b), layout);
    const got = fused.matMul({ a, b, activation, leakyreluAlpha: 0.3 });
    expect(got.shape).toEqual([3, 2, 4]);
    const expected = product.entries.map(activations[activation]);
    expect(deviations("product", entriesOf(got), expected, 2e-6)).toEqual([]);
  },
);

test("fused.matMul of one column adds its one bias", () => {
  const a = tensor2d([1, 2], [2, 1]);
  const got = fused.matMul({ a, b: tensor2d([3], [1, 1]), bias: tensor1d([-4]), activation: "relu" });
  expect(entriesOf(got)).toEqual([0, 2]);
});

test("fused.matMul of no terms is its bias, activated", () => {
  const bias = tensor1d([1, -2, 3]);
  const got = fused.matMul({ a: zeros([2, 0]), b: zeros([0, 3]), bias, activation: "relu" });
  expect(entriesOf(got)).toEqual([1, 0, 3, 1, 0, 3]);
});

test.for(allTranspositions)(
  "fused.matMul, transposed $transposeA and $transposeB: gradients in a, b and bias within 1e-4 of float64",
  ({ transposeA, transposeB }) => {
    const stream = randomStream(0, "fused gradients");
    const shapes = operandShapes([3, 5, 2], { transposeA, transposeB });
    const [a, b, bias] = [matrix(stream, shapes.a), matrix(stream, shapes.b), array(stream, [2])];
    const evaluate = () => fused.matMul({ a, b, transposeA, transposeB, bias });
    const reference = (as: number[], bs: number[], shift: number[]) => {
      const product = matmul(
        { shape: shapes.a, entries: as },
        { shape: shapes.b, entries: bs },
        { transposeA, transposeB },
      );
      return [...combine((x, y) => x + y, product, { shape: [2], entries: shift }).entries];
    };
    expect(differences([a, b, bias], evaluate, reference)).toEqual([]);
  },
);

test.for(activationNames)(
  "fused.matMul with a scalar bias, %s, keeps no memory but that of its result",
  (activation) => {
    const [a, b, bias] = [ones<Rank.R2>([2, 2]), ones<Rank.R2>([2, 2]), tensor([1])];
    const buffers = acceleratedBackend().numDataIds();
    const result = fused.matMul({ a, b, bias, activation });
    expect(acceleratedBackend().numDataIds()).toBe(buffers + 1);
    result.dispose();
    expect(acceleratedBackend().numDataIds()).toBe(buffers);
  },
);

test("an activation without a kernel is refused by name and leaves nothing behind", () => {
  const [a, b] = [ones<Rank.R2>([2, 2]), ones<Rank.R2>([2, 2])];
  const [before, buffers] = [memory(), acceleratedBackend().numDataIds()];
  expect(() =>
    tidy(() => fused.matMul({ a, b, activation: "prelu", preluActivationWeights: tensor([0.5]) })),
  ).toThrow(
    new RangeError(
      "the activation of a fused matMul must be one of linear, relu, relu6, elu, sigmoid, leakyrelu; got prelu",
    ),
  );
  expect(memory()).toEqual(before);
  expect(acceleratedBackend().numDataIds()).toBe(buffers);
});

test("a bias that is longer than the one column of a fused product is broadcast, as by tf.add", () => {
  const [a, b, bias] = [tensor2d([[1], [2]]), tensor2d([[3]]), tensor1d([1, 2, 3, 4, 5])];
  for (const activation of ["linear", "relu"]) {
    const got = runOp<Tensor>("_FusedMatMul", { a, b, bias }, { activation });
    expect(got.shape).toEqual([2, 5]);
    expect(entriesOf(got)).toEqual([4, 5, 6, 7, 8, 7, 8, 9, 10, 11]);
  }
});
