import { engine, type Scalar, type Tensor, type TensorInfo } from "@tensorflow/tfjs-core";
import { checkPositive } from "../kernels/shape.ts";
import { type AcceleratedBackend, acceleratedBackend } from "./backend.ts";
import { checkTypes, refuseDisposed } from "./op.ts";

/** Gradients within a norm, and what their norm was. */
export interface Clipped {
  readonly gradients: Tensor[];
  /** √(Σ g²) over all entries of all gradients, before they were scaled. */
  readonly norm: Scalar;
}

/**
 * All gradients times min(1, maximumNorm / norm), with the norm of all of them together (Pascanu, Mikolov & Bengio 2013,
 * arXiv:1211.5063, algorithm 1): their direction stays. The norm is added up in float64; gradients within the limit keep
 * their bits. A gradient that is not finite makes NaNs of all.
 */
export function clipByGlobalNorm(gradients: readonly Tensor[], maximumNorm: number): Clipped {
  checkPositive("maximumNorm", maximumNorm);
  if (gradients.length === 0) throw new RangeError("clipByGlobalNorm needs at least one gradient");
  const named = Object.fromEntries(gradients.map((gradient, i) => [`gradient ${i}`, gradient]));
  refuseDisposed("clipByGlobalNorm", named);
  checkTypes(named);
  const backend = acceleratedBackend();
  const total = sumOfSquares(backend, gradients);
  const scaled = gradients.map((gradient) => {
    const out = backend.output(gradient.shape);
    const [to, from] = [backend.address(out), backend.address(gradient)];
    backend.kernels.scaleToNorm(to, from, backend.address(total), gradient.size, maximumNorm);
    return engine().makeTensorFromTensorInfo(out);
  });
  const root = backend.output([]);
  backend.kernels.rootOfSquares(backend.address(root), backend.address(total));
  backend.disposeData(total.dataId);
  return { gradients: scaled, norm: engine().makeTensorFromTensorInfo(root) as Scalar };
}

/** A float64 in the place of two float32. */
function sumOfSquares(backend: AcceleratedBackend, gradients: readonly Tensor[]): TensorInfo {
  const total = backend.output([2]);
  for (const [i, gradient] of gradients.entries()) {
    const isFirst = i === 0 ? 1 : 0;
    const [to, from] = [backend.address(total), backend.address(gradient)];
    backend.kernels.addSquares(to, from, gradient.size, isFirst);
  }
  return total;
}
