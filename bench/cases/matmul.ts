import { matMul, tensor2d } from "@tensorflow/tfjs-core";
import { type Case, gigaflops } from "../case.ts";
import { numbers } from "../numbers.ts";
import { loopVariant, tensorVariant } from "../tensor-variant.ts";

const N = 256;

/** The three products of a dense layer: forward, gradient of the input, gradient of the kernel. */
export const matmulForms = [
  { suffix: "", transposeA: false, transposeB: false },
  { suffix: "/nt", transposeA: false, transposeB: true },
  { suffix: "/tn", transposeA: true, transposeB: false },
];

/** Two square matrices. */
export function matmulInput() {
  return { a: numbers("a", N * N), b: numbers("b", N * N), shape: [N, N] satisfies [number, number] };
}

export function matmulCases(): Case[] {
  const { a, b } = matmulInput();
  const [left, right] = [tensor2d(a, [N, N]), tensor2d(b, [N, N])];
  return matmulForms.map(({ suffix, transposeA, transposeB }) => ({
    name: `matmul/${N}x${N}x${N}${suffix}`,
    unit: gigaflops(2 * N ** 3),
    ours: tensorVariant(() => matMul(left, right, transposeA, transposeB)),
    naive: naive(a, b, transposeA, transposeB),
  }));
}

/** The plain loop of each form, in the order in which it reads memory in rows. */
function naive(a: Float32Array, b: Float32Array, transposeA: boolean, transposeB: boolean) {
  const out = new Float32Array(N * N);
  if (transposeB) return loopVariant(out, () => multiplyByTransposed(out, a, b));
  return loopVariant(out, () => (transposeA ? multiplyTransposed(out, a, b) : multiply(out, a, b)));
}

function multiply(out: Float32Array, a: Float32Array, b: Float32Array): void {
  out.fill(0);
  for (let i = 0; i < N; i++) {
    for (let k = 0; k < N; k++) {
      const factor = a[i * N + k]!;
      for (let j = 0; j < N; j++) out[i * N + j]! += factor * b[k * N + j]!;
    }
  }
}

function multiplyByTransposed(out: Float32Array, a: Float32Array, b: Float32Array): void {
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < N; j++) {
      let sum = 0;
      for (let k = 0; k < N; k++) sum += a[i * N + k]! * b[j * N + k]!;
      out[i * N + j] = sum;
    }
  }
}

function multiplyTransposed(out: Float32Array, a: Float32Array, b: Float32Array): void {
  out.fill(0);
  for (let k = 0; k < N; k++) {
    for (let i = 0; i < N; i++) {
      const factor = a[k * N + i]!;
      for (let j = 0; j < N; j++) out[i * N + j]! += factor * b[k * N + j]!;
    }
  }
}
