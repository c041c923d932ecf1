import { backend_util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelExports } from "../kernels/generated.ts";
import type { AcceleratedBackend } from "./backend.ts";
import { expand } from "./expand.ts";

/** A kernel of assembly/broadcast.ts. */
export type BroadcastKernel = "add" | "divide" | "multiply" | "squaredDifference" | "subtract";

/** Axes of the result that both operands treat alike, seen as one; a stride is 0 where an operand is repeated. */
interface Axis {
  readonly size: number;
  readonly a: number;
  readonly b: number;
}

/** a ∘ b entry by entry, with the shapes broadcast as in NumPy. Operands are copied only beyond three changes of pattern. */
export function broadcast(
  backend: AcceleratedBackend,
  kernel: BroadcastKernel & keyof KernelExports,
  a: TensorInfo,
  b: TensorInfo,
): TensorInfo {
  const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const axes = axesOf(shape, a.shape, b.shape);
  if (axes.length > 3) return broadcastCopies(backend, kernel, shape, a, b);
  const out = backend.output(shape);
  const [plane, row, column] = [...new Array<Axis>(3 - axes.length).fill(single), ...axes];
  if (plane === undefined || row === undefined || column === undefined) return out;
  // biome-ignore format: the order of the kernel's arguments
  backend.kernels[kernel](
    backend.address(out), backend.address(a), backend.address(b),
    plane.size, row.size, column.size,
    plane.a, row.a, column.a,
    plane.b, row.b, column.b,
  );
  return out;
}

const single: Axis = { size: 1, a: 0, b: 0 };

function axesOf(shape: number[], a: number[], b: number[]): Axis[] {
  const axes: Axis[] = [];
  const strides = { a: 1, b: 1 };
  for (let back = 1; back <= shape.length; back++) {
    const size = shape.at(-back)!;
    const [sizeOfA, sizeOfB] = [a.at(-back) ?? 1, b.at(-back) ?? 1];
    if (size !== 1) {
      const axis = { size, a: sizeOfA === size ? strides.a : 0, b: sizeOfB === size ? strides.b : 0 };
      const inner = axes[0];
      if (inner !== undefined && (inner.a === 0) === (axis.a === 0) && (inner.b === 0) === (axis.b === 0)) {
        axes[0] = { ...inner, size: inner.size * size };
      } else axes.unshift(axis);
    }
    strides.a *= sizeOfA;
    strides.b *= sizeOfB;
  }
  return axes;
}

function broadcastCopies(
  backend: AcceleratedBackend,
  kernel: BroadcastKernel,
  shape: number[],
  a: TensorInfo,
  b: TensorInfo,
): TensorInfo {
  const [wholeA, wholeB] = [expand(backend, a, shape), expand(backend, b, shape)];
  const out = broadcast(backend, kernel, wholeA, wholeB);
  if (wholeA.dataId !== a.dataId) backend.disposeData(wholeA.dataId);
  if (wholeB.dataId !== b.dataId) backend.disposeData(wholeB.dataId);
  return out;
}
