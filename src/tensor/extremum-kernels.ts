import { backend_util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "./backend.ts";
import { clip } from "./clip-kernels.ts";
import { expand } from "./expand.ts";
import { callKernel, type Replacement } from "./replacement.ts";

type ExtremumKernel = "minimum" | "maximum";

function extremum(name: string, kernel: ExtremumKernel): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const [a, b] = [inputs.a!, inputs.b!];
      if (a.dtype !== "float32") return callKernel(stock, backend, inputs, attributes);
      const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
      if (backend.sizeOf(b) === 1) return withNumber(backend, kernel, { ...a, shape }, b);
      if (backend.sizeOf(a) === 1) return withNumber(backend, kernel, { ...b, shape }, a);
      return entrywise(backend, kernel, shape, a, b);
    },
  };
}

function withNumber(
  backend: AcceleratedBackend,
  kernel: ExtremumKernel,
  x: TensorInfo,
  number: TensorInfo,
): TensorInfo {
  const limit = backend.floats(number)[0]!;
  return kernel === "minimum" ? clip(backend, x, -Infinity, limit) : clip(backend, x, limit, Infinity);
}

function entrywise(
  backend: AcceleratedBackend,
  kernel: ExtremumKernel,
  shape: number[],
  a: TensorInfo,
  b: TensorInfo,
): TensorInfo {
  const [wholeA, wholeB] = [expand(backend, a, shape), expand(backend, b, shape)];
  const out = backend.output(shape);
  const [to, first, second] = [out, wholeA, wholeB].map((tensor) => backend.address(tensor));
  backend.kernels[kernel](to!, first!, second!, backend.sizeOf(out));
  if (wholeA.dataId !== a.dataId) backend.disposeData(wholeA.dataId);
  if (wholeB.dataId !== b.dataId) backend.disposeData(wholeB.dataId);
  return out;
}

/** tf.minimum and tf.maximum; tfjs-backend-wasm gives the first operand where the second is a NaN. */
export const extremumKernels: readonly Replacement[] = [
  extremum("Minimum", "minimum"),
  extremum("Maximum", "maximum"),
];
