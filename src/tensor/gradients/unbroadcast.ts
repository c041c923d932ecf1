import { reshape, sum, type Tensor } from "@tensorflow/tfjs-core";

/** Sums a gradient over the axes along which an operand of `shape` was broadcast. */
export function unbroadcast(gradient: Tensor, shape: number[]): Tensor {
  const added = gradient.rank - shape.length;
  // tfjs's own list leaves out an axis of one entry that met none
  const axes = gradient.shape.flatMap((size, at) =>
    at < added || (shape[at - added] === 1 && size !== 1) ? [at] : [],
  );
  return reshape(axes.length > 0 ? sum(gradient, axes) : gradient, shape);
}
