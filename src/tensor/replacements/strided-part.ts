import { type NamedAttrMap, slice_util } from "@tensorflow/tfjs-core";
import { numbersOf } from "./attributes.ts";

/** Where a strided slice of a shape lies. */
export interface StridedPart {
  /** Of the result, with new axes and without those of a single index. */
  readonly shape: number[];
  /** Entries along each axis of x. */
  readonly sizes: number[];
  readonly begin: number[];
  readonly strides: number[];
}

/** Resolves masks, negative indices and an ellipsis. */
export function stridedPart(shape: number[], attributes: NamedAttrMap): StridedPart {
  const mask = (name: string): number => Number(attributes[name] ?? 0);
  const first = numbersOf(attributes.begin);
  const { finalShape, begin, end, strides } = slice_util.sliceInfo(
    shape,
    first,
    numbersOf(attributes.end),
    numbersOf(attributes.strides ?? first.map(() => 1)),
    mask("beginMask"),
    mask("endMask"),
    mask("ellipsisMask"),
    mask("newAxisMask"),
    mask("shrinkAxisMask"),
  );
  const sizes = slice_util.computeOutShape(begin, end, strides).map((size) => Math.max(0, size));
  return { shape: finalShape, sizes, begin, strides };
}
