import {
  cast,
  concat,
  type GradConfig,
  type NamedAttrMap,
  pad,
  reshape,
  reverse,
  slice,
  split,
  stack,
  sum,
  type Tensor,
  transpose,
  unstack,
} from "@tensorflow/tfjs-core";
import { upstreamOf } from "../op.ts";
import { numbersOf } from "../replacements/attributes.ts";
import { stridedSliceGradient } from "../strided-slice-gradient.ts";

/** A gradient of something that only moves entries. */
function movement(
  kernelName: string,
  back: (dy: Tensor, x: Tensor, attributes: NamedAttrMap) => Tensor,
): GradConfig {
  return {
    kernelName,
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attributes) => ({ x: () => back(upstreamOf(dy), x!, attributes) }),
  };
}

function inverse(permutation: number[]): number[] {
  return permutation.map((_, axis) => permutation.indexOf(axis));
}

/** Zeros around the part of x that was sliced. */
function padBack(dy: Tensor, x: Tensor, { begin }: NamedAttrMap): Tensor {
  const starts = numbersOf(begin);
  const around = x.shape.map((size, axis): [number, number] => {
    const before = starts[axis] ?? 0;
    return [before, size - before - dy.shape[axis]!];
  });
  return pad(dy, around);
}

/** The sum over all copies: each axis is seen as [copies, size]. */
function sumCopies(dy: Tensor, x: Tensor, { reps }: NamedAttrMap): Tensor {
  const copies = numbersOf(reps);
  const apart = x.shape.flatMap((size, axis) => [copies[axis]!, size]);
  const axes = x.shape.map((_, axis) => 2 * axis);
  return sum(reshape(dy, apart), axes);
}

/** The part of dy that was not padding. */
function cutOut(dy: Tensor, x: Tensor, { paddings }: NamedAttrMap): Tensor {
  const begin = Array.isArray(paddings) ? paddings.map((around) => numbersOf(around)[0]!) : [];
  return slice(dy, begin, x.shape);
}

const expandDimsGradient: GradConfig = {
  kernelName: "ExpandDims",
  inputsToSave: ["input"],
  gradFunc: (dy, [input]) => ({ input: () => reshape(upstreamOf(dy), input!.shape) }),
};

const concatGradient: GradConfig = {
  kernelName: "Concat",
  saveAllInputs: true,
  gradFunc(dy, inputs, { axis }) {
    const along = Number(axis) < 0 ? Number(axis) + inputs[0]!.rank : Number(axis);
    const parts = split(
      upstreamOf(dy),
      inputs.map((input) => input.shape[along]!),
      along,
    );
    return Object.fromEntries(parts.map((part, i) => [i, () => part]));
  },
};

const packGradient: GradConfig = {
  kernelName: "Pack",
  saveAllInputs: true,
  gradFunc: (dy, _, { axis }) =>
    Object.fromEntries(unstack(upstreamOf(dy), Number(axis)).map((part, i) => [i, () => part])),
};

/** float32 all of them: tfjs fills in int32 for what nothing used. */
function partsOf(dy: Tensor | Tensor[]): Tensor[] {
  return (Array.isArray(dy) ? dy : [dy]).map((part) => cast(part, "float32"));
}

const unpackGradient: GradConfig = {
  kernelName: "Unpack",
  gradFunc: (dy, _, { axis }) => ({ value: () => stack(partsOf(dy), Number(axis)) }),
};

const splitGradient: GradConfig = {
  kernelName: "SplitV",
  gradFunc: (dy, _, { axis }) => ({ x: () => concat(partsOf(dy), Number(axis)) }),
};

export const shapeGradients: readonly GradConfig[] = [
  movement("Cast", (dy) => cast(dy, "float32")),
  movement("Identity", (dy) => cast(dy, "float32")),
  movement("Reshape", (dy, x) => reshape(dy, x.shape)),
  movement("PadV2", cutOut),
  movement("Reverse", (dy, _, { dims }) => reverse(dy, dims === undefined ? undefined : numbersOf(dims))),
  movement("Slice", padBack),
  movement("StridedSlice", stridedSliceGradient),
  movement("Tile", sumCopies),
  movement("Transpose", (dy, _, { perm }) => transpose(dy, inverse(numbersOf(perm)))),
  expandDimsGradient,
  concatGradient,
  packGradient,
  splitGradient,
  unpackGradient,
];
