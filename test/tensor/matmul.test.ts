import { tensor, tensor1d, tensor2d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { init } from "../../src/tensor/init.ts";
import { launchMatmul, multiply } from "../../src/tensor/matmul.ts";

await init();
const backend = acceleratedBackend();

const plain = { transposeA: false, transposeB: false };
// all sums below are of small integers, and so exact
const rowsOfTwo = tensor([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);

test("every member of a batch has its own operands and bias, by the steps between them", () => {
  const out = backend.output([2, 2, 2]);
  const [a, b] = [rowsOfTwo, tensor([1, 0, 0, 1, 0, 1, 1, 0], [2, 2, 2])];
  const bias = tensor2d([10, 20, -30, -40], [2, 2]);
  const [to, from, by, shift] = [out, a, b, bias].map((each) => backend.address(each));
  launchMatmul(
    backend,
    { out: to!, a: from!, b: by!, bias: shift! },
    { batch: 2, m: 2, n: 2, k: 2, aStep: 16, bStep: 16, biasStep: 8 },
  );
  expect([...backend.floats(out)]).toEqual([11, 22, 13, 24, -24, -35, -22, -33]);
});

test("a step of 0 shares an operand and the bias between the members, and relu comes last", () => {
  const out = backend.output([2, 1, 2]);
  const [a, b, bias] = [tensor2d([1, 1], [1, 2]), rowsOfTwo, tensor1d([-5, -5])];
  const [to, from, by, shift] = [out, a, b, bias].map((each) => backend.address(each));
  launchMatmul(
    backend,
    { out: to!, a: from!, b: by!, bias: shift! },
    { batch: 2, m: 1, n: 2, k: 2, aStep: 0, bStep: 16, relu: true },
  );
  expect([...backend.floats(out)]).toEqual([0, 1, 7, 9]);
});

test.for([
  { relu: false, expected: [1, -2, 1, -2, -3, 4, -3, 4] },
  { relu: true, expected: [1, 0, 1, 0, 0, 4, 0, 4] },
])("without terms each member is its bias, relu $relu, and no memory is kept", ({ relu, expected }) => {
  const [out, bias] = [backend.output([2, 2, 2]), tensor2d([1, -2, -3, 4], [2, 2])];
  const buffers = backend.numDataIds();
  launchMatmul(
    backend,
    { out: backend.address(out), a: 0, b: 0, bias: backend.address(bias) },
    { batch: 2, m: 2, n: 2, k: 0, aStep: 0, bStep: 0, biasStep: 8, relu },
  );
  expect([...backend.floats(out)]).toEqual(expected);
  expect(backend.numDataIds()).toBe(buffers);
});

test("multiply broadcasts the batches and adds the bias", () => {
  const product = multiply(backend, rowsOfTwo, tensor2d([1, 0, 0, 2], [2, 2]), {
    ...plain,
    bias: tensor1d([100, 200]),
  });
  expect(product.shape).toEqual([2, 2, 2]);
  expect([...backend.floats(product)]).toEqual([101, 204, 103, 208, 105, 212, 107, 216]);
});

test.for([
  { a: [2, 3], b: [2, 3], options: plain, rule: "got [2,3] and [2,3]" },
  { a: [3, 2], b: [2, 3], options: { ...plain, transposeA: true }, rule: "got [3,2] transposed and [2,3]" },
  { a: [2, 3], b: [3, 2], options: { ...plain, transposeB: true }, rule: "got [2,3] and [3,2] transposed" },
])("operands that do not fit are refused: $rule", ({ a, b, options, rule }) => {
  expect(() => multiply(backend, zeros(a), zeros(b), options)).toThrow(
    new RangeError(`matmul needs as many columns of a as rows of b; ${rule}`),
  );
});

test("a bias of int32 is refused by name", () => {
  expect(() =>
    multiply(backend, zeros([2, 2]), zeros([2, 2]), { ...plain, bias: zeros([2], "int32") }),
  ).toThrow(new TypeError("bias must be float32; got int32"));
});
