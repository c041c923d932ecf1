import { type DataType, type NamedAttrMap, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { type CopyAxis, stridedCopy, stridesOf } from "./strided-copy.ts";

/** A reduction over neighbouring axes, seen as [outer, reduced, inner]. */
export interface Pass {
  readonly outer: number;
  readonly reduced: number;
  readonly inner: number;
}

/** A reduction over any axes: passes one after the other, from the innermost axes out, and the shape of the result. */
export interface Reduction {
  readonly passes: readonly Pass[];
  readonly shape: number[];
  /** The axes in an order in which one pass over `together` does all. */
  readonly order: readonly CopyAxis[];
  readonly together: Pass;
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
  const groups = groupsOf(shape, isReduced);
  return {
    passes: passesOf(groups),
    ...broughtTogether(groups),
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

function passesOf(groups: readonly Group[]): Pass[] {
  const passes: Pass[] = [];
  let inner = 1;
  for (const [at, { size, isReduced }] of [...groups.entries()].toReversed()) {
    const outer = groups.slice(0, at).reduce((product, group) => product * group.size, 1);
    if (isReduced) passes.push({ outer, reduced: size, inner });
    else inner *= size;
  }
  return passes.length > 0 ? passes : [{ outer: 1, reduced: 1, inner }];
}

/** Reduced axes beside one another, before the kept ones that are innermost. */
function broughtTogether(groups: readonly Group[]): Pick<Reduction, "order" | "together"> {
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
  return {
    order: ordered.map(({ size, x }, at) => ({ size, out: strides[at]!, x })),
    together: { outer: entriesOf(outer), reduced: entriesOf(reduced), inner: entriesOf(inner) },
  };
}

function entriesOf(groups: readonly Group[]): number {
  return util.sizeFromShape(groups.map(({ size }) => size));
}

type Launch = (out: TensorInfo, from: TensorInfo, pass: Pass) => void;

/**
 * Makes a reduction in one pass, for which it copies where the reduced axes are no neighbours: what lies between two
 * passes has the digits and the range of the result only.
 */
export function reduceAtOnce(
  backend: AcceleratedBackend,
  x: TensorInfo,
  { passes, shape, order, together }: Reduction,
  dtype: DataType,
  launch: Launch,
): TensorInfo {
  const out = backend.output(shape, dtype);
  if (passes.length === 1) {
    launch(out, x, together);
    return out;
  }
  const copy = backend.output([backend.sizeOf(x)], x.dtype);
  stridedCopy(backend, copy, x, order);
  launch(out, copy, together);
  backend.disposeData(copy.dataId);
  return out;
}

/**
 * Makes the passes of a reduction.
 *
 * @param launch one pass, from a tensor into another
 */
export function reduce(
  backend: AcceleratedBackend,
  x: TensorInfo,
  { passes, shape }: Reduction,
  dtype: DataType,
  launch: Launch,
): TensorInfo {
  let from = x;
  for (const [i, pass] of passes.entries()) {
    const isLast = i === passes.length - 1;
    const out = backend.output(isLast ? shape : [pass.outer * pass.inner], dtype);
    launch(out, from, pass);
    if (from !== x) backend.disposeData(from.dataId);
    from = out;
  }
  return from;
}
