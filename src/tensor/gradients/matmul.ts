import { type GradConfig, matMul, type Tensor } from "@tensorflow/tfjs-core";
import { upstreamOf } from "../op.ts";
import { unbroadcast } from "./unbroadcast.ts";

/** d(A·B): dA = dY·Bᵀ and dB = Aᵀ·dY, transposed themselves where the operand was. */
const matMulGradient: GradConfig = {
  kernelName: "BatchMatMul",
  inputsToSave: ["a", "b"],
  gradFunc(upstream, saved, { transposeA, transposeB }) {
    const dy = upstreamOf(upstream);
    const [a, b] = [saved[0]!, saved[1]!];
    const [isA, isB] = [transposeA === true, transposeB === true];
    const inA = (): Tensor => (isA ? matMul(b, dy, isB, true) : matMul(dy, b, false, !isB));
    const inB = (): Tensor => (isB ? matMul(dy, a, true, isA) : matMul(a, dy, !isA, false));
    return { a: () => unbroadcast(inA(), a.shape), b: () => unbroadcast(inB(), b.shape) };
  },
};

export const matmulGradients: readonly GradConfig[] = [matMulGradient];
