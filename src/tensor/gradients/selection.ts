import {
  cast,
  type GradConfig,
  greater,
  less,
  logicalOr,
  matMul,
  oneHot,
  reshape,
  slice,
  type Tensor,
  util,
  where,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { noGradients, upstreamOf } from "../op.ts";

/** Exactly 0 for the branch that was not taken, whatever comes from upstream. */
const selectGradient: GradConfig = {
  kernelName: "Select",
  inputsToSave: ["condition"],
  gradFunc(upstream, [condition]) {
    const dy = upstreamOf(upstream);
    return {
      ...noGradients({ condition: condition! }),
      t: () => where(condition!, dy, zerosLike(dy)),
      e: () => where(condition!, zerosLike(dy), dy),
    };
  },
};

/** A NaN passes its gradient on, as a limit does: neither is beyond a limit, and what comes of a NaN must not look like 0. */
const clipGradient: GradConfig = {
  kernelName: "ClipByValue",
  inputsToSave: ["x"],
  gradFunc: (upstream, [x], { clipValueMin, clipValueMax }) => ({
    x: () => {
      const dy = upstreamOf(upstream);
      const isBeyond = logicalOr(less(x!, Number(clipValueMin)), greater(x!, Number(clipValueMax)));
      return where(isBeyond, zerosLike(dy), dy);
    },
  }),
};

/** The rows of dy are added up where they were taken from. */
const gatherGradient: GradConfig = {
  kernelName: "GatherV2",
  inputsToSave: ["x", "indices"],
  gradFunc: (dy, [x, indices], { axis }) => ({
    ...noGradients({ indices: indices! }),
    x: () => scatterRows(upstreamOf(dy), x!, indices!, Number(axis)),
  }),
};

function scatterRows(dy: Tensor, x: Tensor, indices: Tensor, axis: number): Tensor {
  if (util.parseAxisParam(axis, x.shape)[0] !== 0) {
    throw new RangeError(`gather has a gradient along axis 0 only; got axis ${axis}`);
  }
  const [rows = 1, ...rest] = x.shape;
  // tfjs has no oneHot of depth 1
  const places = oneHot(reshape(indices, [indices.size]), Math.max(rows, 2));
  const taken = reshape(dy, [indices.size, util.sizeFromShape(rest)]);
  const sums = matMul(cast(places, "float32"), taken, true, false);
  return reshape(slice(sums, 0, rows), x.shape);
}

export const selectionGradients: readonly GradConfig[] = [selectGradient, clipGradient, gatherGradient];
