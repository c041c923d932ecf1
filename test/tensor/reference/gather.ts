import { at, build, type Shaped } from "./shaped.ts";

/** tf.gather along an axis counted from the left, the first `batchDims` axes of x and indices being the same. */
export function gathered(x: Shaped, indices: Shaped, axis: number, batchDims: number): Shaped {
  const batch = x.shape.slice(0, batchDims);
  const outer = x.shape.slice(batchDims, axis);
  const taken = indices.shape.slice(batchDims);
  const shape = [...batch, ...outer, ...taken, ...x.shape.slice(axis + 1)];
  return build(shape, (place) => {
    const own = place.slice(axis, axis + taken.length);
    const index = at(indices, [...place.slice(0, batchDims), ...own]);
    const isInside = index >= 0 && index < x.shape[axis]!;
    if (!isInside) return Number.NaN;
    return at(x, [...place.slice(0, axis), index, ...place.slice(axis + taken.length)]);
  });
}

/** Shapes of x and indices, and along which axis. */
export interface GatherShapes {
  readonly shape: number[];
  readonly indexShape: number[];
  readonly axis: number;
  readonly batchDims: number;
}

export const gatherShapes: readonly GatherShapes[] = [
  { shape: [4], indexShape: [], axis: 0, batchDims: 0 },
  { shape: [1], indexShape: [1], axis: 0, batchDims: 0 },
  { shape: [5, 17], indexShape: [6], axis: 0, batchDims: 0 },
  { shape: [4, 2, 3], indexShape: [3, 2], axis: 0, batchDims: 0 },
  { shape: [4, 5], indexShape: [3], axis: 1, batchDims: 0 },
  { shape: [4, 5], indexShape: [], axis: 1, batchDims: 0 },
  { shape: [2, 4, 3], indexShape: [2, 2], axis: 1, batchDims: 0 },
  { shape: [2, 3, 5, 4], indexShape: [7], axis: 2, batchDims: 0 },
  { shape: [2, 3, 2, 2, 4], indexShape: [3], axis: 4, batchDims: 0 },
  { shape: [3, 4], indexShape: [3], axis: 1, batchDims: 1 },
  { shape: [3, 4], indexShape: [3, 2], axis: 1, batchDims: 1 },
  { shape: [3, 4, 2], indexShape: [3, 2, 2], axis: 1, batchDims: 1 },
  { shape: [3, 2, 4], indexShape: [3, 5], axis: 2, batchDims: 1 },
  { shape: [2, 3, 4], indexShape: [2, 3, 5], axis: 2, batchDims: 2 },
];
