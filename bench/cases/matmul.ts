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

function naive(a: Float32Array, b: Float32Array, transposeA: boolean, transposeB: boolean) {
  const out = new Float32Array(N * N);
  const [aRow, aTerm] = transposeA ? [1, N] : [N, 1];
  const [bTerm, bColumn] = transposeB ? [1, N] : [N, 1];
  return loopVariant(out, () => {
    out.fill(0);
    for (let i = 0; i < N; i++) {
      for (let k = 0; k < N; k++) {
        const factor = a[i * aRow + k * aTerm]!;
        for (let j = 0; j < N; j++) out[i * N + j]! += factor * b[k * bTerm + j * bColumn]!;
      }
    }
  });
}
