import { backend_util, type DataType, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { KernelExports } from "../../kernels/generated.ts";
import type { AcceleratedBackend } from "../backend.ts";

/** A kernel of assembly/broadcast.ts. */
export type BroadcastKernel =
  | "add"
  | "addIntegers"
  | "divide"
  | "equal"
  | "equalIntegers"
  | "floorDivide"
  | "floorDivideIntegers"
  | "less"
  | "lessEqual"
  | "lessEqualIntegers"
  | "lessIntegers"
  | "logicalAnd"
  | "logicalOr"
  | "logicalXor"
  | "maximum"
  | "maximumIntegers"
  | "minimum"
  | "minimumIntegers"
  | "modulo"
  | "moduloIntegers"
  | "multiply"
  | "multiplyIntegers"
  | "notEqual"
  | "notEqualIntegers"
  | "power"
  | "powerIntegers"
  | "prelu"
  | "squaredDifference"
  | "squaredDifferenceIntegers"
  | "subtract"
  | "subtractIntegers";

/** Axes of the result that both operands treat alike, seen as one; a stride is 0 where an operand is repeated. */
interface Axis {
  readonly size: number;
  readonly a: number;
  readonly b: number;
}

/** Where the next entries of the result and of the operands lie. */
interface Places {
  readonly out: number;
  readonly a: number;
  readonly b: number;
}

type Launch = (places: Places, axes: readonly Axis[]) => void;

/**
 * a ∘ b entry by entry, with the shapes broadcast as in NumPy. Nothing is copied: beyond three changes of pattern there
 * is a launch for every step along the outer axes.
 *
 * @param dtype that of the result: as the kernel writes it
 */
export function broadcast(
  backend: AcceleratedBackend,
  kernel: BroadcastKernel & keyof KernelExports,
  a: TensorInfo,
  b: TensorInfo,
  dtype: DataType = a.dtype,
): TensorInfo {
  const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const out = backend.output(shape, dtype);
  const places = { out: backend.address(out), a: backend.address(a), b: backend.address(b) };
  const launch: Launch = (at, axes) => {
    const [plane, row, column] = [...new Array<Axis>(3 - axes.length).fill(single), ...axes];
    if (plane === undefined || row === undefined || column === undefined) return;
    const repeats = bitsOf(plane, row, column);
    backend.kernels[kernel](at.out, at.a, at.b, plane.size, row.size, column.size, repeats);
  };
  const bytes = { out: util.bytesPerElement(dtype), in: util.bytesPerElement(a.dtype) };
  overOuterAxes(launch, places, axesOf(shape, a.shape, b.shape), bytes);
  return out;
}

const single: Axis = { size: 1, a: 0, b: 0 };

function bitsOf(...axes: readonly Axis[]): number {
  const bits = [...axes.map((axis) => axis.a), ...axes.map((axis) => axis.b)];
  return bits.reduce((number, stride) => 2 * number + (stride === 0 ? 1 : 0), 0);
}

function overOuterAxes(
  launch: Launch,
  places: Places,
  axes: readonly Axis[],
  bytes: { readonly out: number; readonly in: number },
): void {
  const [outer, ...inner] = axes;
  if (outer === undefined || axes.length <= 3) {
    launch(places, axes);
    return;
  }
  const step = bytes.out * inner.reduce((product, { size }) => product * size, 1);
  for (let i = 0; i < outer.size; i++) {
    const { out, a, b } = places;
    const next = { out: out + i * step, a: a + i * outer.a * bytes.in, b: b + i * outer.b * bytes.in };
    overOuterAxes(launch, next, inner, bytes);
  }
}

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
