import { type DataType, type NamedAttrMap, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { type CopyAxis, stridedCopy, stridesOf } from "./strided-copy.ts";

/** A reduction over neighbouring axes, seen as [outer, reduced, inner]. */
export interface Pass {
  readonly outer: number;
  readonly reduced: number;
  readonly inner: number;
}

/** A reduction over any axes, in one pass. */
export interface Reduction {
  /** Of the result. */
  readonly shape: number[];
  readonly pass: Pass;
  /** The order of the axes in which they are one pass, where it is another than that of the tensor. */
  readonly order: readonly CopyAxis[] | undefined;
  /** How many entries become one. */
  readonly reduced: number;
}

/** @param axis one axis or several, counted from either side; all without it */
export function reductionOf(
  { shape }: TensorInfo,
  axis: NamedAttrMap[string] | undefined,
  keepDims: NamedAttrMap[string] | undefined,
): Reduction {
  const axes = util.parseAxisParam(axisOf(axis, shape), shape);
  const isReduced = (at: number) => axes.includes(at);
  const keptShape = shape.map((size, at) => (isReduced(at) ? 1 : size));
  return {
    ...broughtTogether(groupsOf(shape, isReduced)),
    shape: keepDims === true ? keptShape : shape.filter((_, at) => !isReduced(at)),
    reduced: util.sizeFromShape(shape.filter((_, at) => isReduced(at))),
  };
}

function axisOf(axis: NamedAttrMap[string] | undefined, shape: number[]): number | number[] {
  if (typeof axis === "number") return axis;
  return Array.isArray(axis) ? axis.map(Number) : shape.map((_, at) => at);
}

/** Neighbouring axes that are all reduced, or all kept. */
interface Group {
  readonly size: number;
  readonly isReduced: boolean;
}

function groupsOf(shape: number[], isReduced: (at: number) => boolean): Group[] {
  const groups: Group[] = [];
  for (const [at, size] of shape.entries()) {
    const last = groups.at(-1);
    if (size === 1) continue;
    if (last === undefined || last.isReduced !== isReduced(at))
      groups.push({ size, isReduced: isReduced(at) });
    else groups[groups.length - 1] = { ...last, size: last.size * size };
  }
  return groups;
}

/** Reduced axes beside one another, before the kept ones that are innermost. */
function broughtTogether(groups: readonly Group[]): Pick<Reduction, "order" | "pass"> {
  const distances = stridesOf(groups.map(({ size }) => size));
  const placed = groups.map((group, at) => ({ ...group, x: distances[at]! }));
  const inner = placed.slice(-1).filter(({ isReduced }) => !isReduced);
  const others = placed.slice(0, placed.length - inner.length);
  const [outer, reduced] = [
    others.filter(({ isReduced }) => !isReduced),
    others.filter(({ isReduced }) => isReduced),
  ];
  const ordered = [...outer, ...reduced, ...inner];
  const strides = stridesOf(ordered.map(({ size }) => size));
  const order = ordered.map(({ size, x }, at) => ({ size, out: strides[at]!, x }));
  return {
    order: reduced.length > 1 ? order : undefined,
    pass: { outer: entriesOf(outer), reduced: entriesOf(reduced), inner: entriesOf(inner) },
  };
}

function entriesOf(groups: readonly Group[]): number {
  return util.sizeFromShape(groups.map(({ size }) => size));
}

/**
 * Makes a reduction. Where the reduced axes are no neighbours it copies, and does not make several passes: what lies
 * between two passes has the digits and the range of the result only.
 *
 * @param launch the pass, from a tensor into another
 */
export function reduce(
  backend: AcceleratedBackend,
  x: TensorInfo,
  { shape, pass, order }: Reduction,
  dtype: DataType,
  launch: (out: TensorInfo, from: TensorInfo, pass: Pass) => void,
): TensorInfo {
  const out = backend.output(shape, dtype);
  if (order === undefined) {
    launch(out, x, pass);
    return out;
  }
  const copy = backend.output([backend.sizeOf(x)], x.dtype);
  stridedCopy(backend, copy, x, order);
  launch(out, copy, pass);
  backend.disposeData(copy.dataId);
  return out;
}
