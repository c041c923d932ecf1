import { type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";

/** An axis along which entries are copied: how many, and how far they are from one another in both tensors. */
export interface CopyAxis {
  readonly size: number;
  readonly out: number;
  /** 0 where an entry is repeated. */
  readonly x: number;
}

/** Where a copy begins, in entries. */
export interface Offsets {
  readonly out?: number;
  readonly x?: number;
}

/** Whether the axes lead to all entries in their order, so that `out` would have the data of x. */
export function isWhole(axes: readonly CopyAxis[], x: TensorInfo): boolean {
  const plan = merged(axes);
  const copied = util.sizeFromShape(plan.map(({ size }) => size));
  return copied === util.sizeFromShape(x.shape) && plan.every(({ out, x }) => out === 1 && x === 1);
}

/** Row-major distances between the entries of a shape. */
export function stridesOf(shape: readonly number[]): number[] {
  return shape.map((_, axis) => util.sizeFromShape(shape.slice(axis + 1)));
}

/** The number of an entry from its place along each axis. */
export function offsetOf(place: readonly number[], strides: readonly number[]): number {
  return place.reduce((sum, i, axis) => sum + i * strides[axis]!, 0);
}

/**
 * Copies the entries that the axes, outermost first, lead to from one tensor into another of its type. One launch serves
 * four axes that cannot be seen as fewer.
 */
export function stridedCopy(
  backend: AcceleratedBackend,
  out: TensorInfo,
  x: TensorInfo,
  axes: readonly CopyAxis[],
  { out: outOffset = 0, x: xOffset = 0 }: Offsets = {},
): void {
  if (axes.some(({ size }) => size === 0)) return;
  const bytes = util.bytesPerElement(out.dtype);
  const kernel = backend.kernels[bytes === 1 ? "stridedCopyBool" : "stridedCopy"];
  const plan = ordered(merged(axes));
  const [i, j] = [plan.at(-4) ?? single, plan.at(-3) ?? single];
  const [row, column] = [plan.at(-2) ?? single, plan.at(-1) ?? single];
  const [to, from] = [backend.address(out) + bytes * outOffset, backend.address(x) + bytes * xOffset];
  for (const start of startsOf(plan.slice(0, -4))) {
    // biome-ignore format: the order of the kernel's arguments
    kernel(
      to + bytes * start.out, from + bytes * start.x,
      i.size, j.size, row.size, column.size,
      i.out, j.out, row.out, column.out,
      i.x, j.x, row.x, column.x,
    );
  }
}

const single: CopyAxis = { size: 1, out: 0, x: 0 };

/** The axes longer than 1, those seen as one that are one in both tensors. */
function merged(axes: readonly CopyAxis[]): CopyAxis[] {
  const plan: CopyAxis[] = [];
  for (const axis of axes) {
    const outer = plan.at(-1);
    if (axis.size === 1) continue;
    if (outer?.out === axis.size * axis.out && outer.x === axis.size * axis.x) {
      plan[plan.length - 1] = { ...axis, size: outer.size * axis.size };
    } else plan.push(axis);
  }
  return plan;
}

/**
 * The order of the axes is free. Where runs of `out` are no runs of x, the axis along which x has its runs becomes the
 * last but one: the kernel transposes these two in blocks. Of more than four axes the shortest become the outermost, so
 * that there are few launches.
 */
function ordered(plan: readonly CopyAxis[]): CopyAxis[] {
  const column = plan.at(-1);
  if (column === undefined) return [];
  const rowAt = plan.findIndex(({ x }) => x === 1);
  const row = plan[rowAt] === column ? plan.at(-2) : (plan[rowAt] ?? plan.at(-2));
  const others = plan.filter((axis) => axis !== row && axis !== column);
  if (others.length > 2) others.sort((a, b) => a.size - b.size);
  return row === undefined ? [column] : [...others, row, column];
}

/** Where the innermost axes begin, for each place along the axes outside of them. */
function startsOf(axes: readonly CopyAxis[]): Required<Offsets>[] {
  return axes.reduce<Required<Offsets>[]>(
    (starts, axis) =>
      starts.flatMap((start) =>
        Array.from({ length: axis.size }, (_, i) => ({
          out: start.out + i * axis.out,
          x: start.x + i * axis.x,
        })),
      ),
    [{ out: 0, x: 0 }],
  );
}
