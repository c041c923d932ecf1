import { type NamedAttrMap, slice_util, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { numbersOf } from "./attributes.ts";
import { isNumeric } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";
import { type CopyAxis, isWhole, offsetOf, stridedCopy, stridesOf } from "./strided-copy.ts";
import { stridedPart } from "./strided-part.ts";

/** Which entries of x make the result, in order. */
interface Movement {
  readonly shape: number[];
  readonly axes: readonly CopyAxis[];
  /** The first of them. */
  readonly offset?: number;
}

function movement(name: string, plan: (x: TensorInfo, attributes: NamedAttrMap) => Movement): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const x = inputs.x!;
      if (!isNumeric(x)) return callKernel(stock, backend, inputs, attributes);
      return move(backend, x, plan(x, attributes));
    },
  };
}

/** The same data where nothing moves. */
function move(backend: AcceleratedBackend, x: TensorInfo, { shape, axes, offset = 0 }: Movement): TensorInfo {
  if (isWhole(axes, x)) {
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape, dtype: x.dtype };
  }
  const out = backend.output(shape, x.dtype);
  stridedCopy(backend, out, x, axes, { x: offset });
  return out;
}

/** An axis of the result for each size, with the distance in x that belongs to it. */
function axesOf(sizes: readonly number[], distances: readonly number[]): CopyAxis[] {
  const strides = stridesOf(sizes);
  return sizes.map((size, axis) => ({ size, out: strides[axis]!, x: distances[axis]! }));
}

function transpose({ shape }: TensorInfo, { perm }: NamedAttrMap): Movement {
  const permutation = numbersOf(perm);
  const strides = stridesOf(shape);
  const result = permutation.map((axis) => shape[axis]!);
  const distances = permutation.map((axis) => strides[axis]!);
  return { shape: result, axes: axesOf(result, distances) };
}

function slice(x: TensorInfo, { begin, size }: NamedAttrMap): Movement {
  const [first = [], sizes = []] = slice_util.parseSliceParams(x, numbersOf(begin), numbersOf(size));
  if (first.some((start, axis) => start < 0 || sizes[axis]! < 0 || start + sizes[axis]! > x.shape[axis]!)) {
    throw new RangeError(`a slice of [${sizes}] from [${first}] does not lie within [${x.shape}]`);
  }
  const strides = stridesOf(x.shape);
  return { shape: sizes, axes: axesOf(sizes, strides), offset: offsetOf(first, strides) };
}

function stridedSlice(x: TensorInfo, attributes: NamedAttrMap): Movement {
  const { shape, sizes, begin, strides } = stridedPart(x.shape, attributes);
  const own = stridesOf(x.shape);
  const distances = own.map((stride, axis) => stride * strides[axis]!);
  return { shape, axes: axesOf(sizes, distances), offset: offsetOf(begin, own) };
}

function reverse({ shape }: TensorInfo, { dims }: NamedAttrMap): Movement {
  const reversed = dims === undefined ? shape.map((_, axis) => axis) : numbersOf(dims);
  const axes = util.parseAxisParam(reversed, shape);
  const strides = stridesOf(shape);
  const distances = strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride));
  const last = shape.map((size, axis) => (axes.includes(axis) ? size - 1 : 0));
  return { shape, axes: axesOf(shape, distances), offset: offsetOf(last, strides) };
}

function tile({ shape }: TensorInfo, { reps }: NamedAttrMap): Movement {
  const copies = numbersOf(reps);
  const apart = shape.flatMap((size, axis) => [copies[axis]!, size]);
  const distances = stridesOf(shape).flatMap((stride) => [0, stride]);
  return { shape: shape.map((size, axis) => size * copies[axis]!), axes: axesOf(apart, distances) };
}

/**
 * What tfjs-backend-wasm does for these cannot be replayed. Its stridedSlice gives the bits of int32 as float32, and wrong
 * places where the axis of a single index goes; its reverse of bool is wrong.
 */
export const movementKernels: readonly Replacement[] = [
  movement("Reverse", reverse),
  movement("Slice", slice),
  movement("StridedSlice", stridedSlice),
  movement("Tile", tile),
  movement("Transpose", transpose),
];
