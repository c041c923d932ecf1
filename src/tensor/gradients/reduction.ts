import {
  cast,
  div,
  equal,
  type GradConfig,
  mul,
  type NamedAttrMap,
  reshape,
  sum,
  type Tensor,
  util,
} from "@tensorflow/tfjs-core";
import { expanded } from "../expand.ts";
import { upstreamOf } from "../op.ts";

/** The shape of x with a 1 in place of every reduced axis. */
function keptShape(x: Tensor, axis: NamedAttrMap[string] | undefined): number[] {
  const all = x.shape.map((_, at) => at);
  const given = typeof axis === "number" ? [axis] : Array.isArray(axis) ? axis.map(Number) : all;
  const axes = util.parseAxisParam(given, x.shape);
  return x.shape.map((size, at) => (axes.includes(at) ? 1 : size));
}

function spread(dy: Tensor, x: Tensor, shape: number[]): Tensor {
  return expanded(reshape(dy, shape), x.shape);
}

function reduction(
  kernelName: string,
  derive: (dy: Tensor, x: Tensor, shape: number[]) => Tensor,
): GradConfig {
  return {
    kernelName,
    inputsToSave: ["x"],
    gradFunc: (dy, [x], { axis }) => ({ x: () => derive(upstreamOf(dy), x!, keptShape(x!, axis)) }),
  };
}

/** The gradient of a maximum or minimum is shared equally between the entries that attain it. */
function extremum(kernelName: string): GradConfig {
  return {
    kernelName,
    inputsToSave: ["x"],
    outputsToSave: [true],
    // tfjs calls the axes of Max and of Min by different names
    gradFunc: (dy, [x, y], { axis, reductionIndices = axis }) => ({
      x: () => {
        const shape = keptShape(x!, reductionIndices);
        const attains = cast(equal(x!, reshape(y!, shape)), "float32");
        const axes = shape.flatMap((size, at) => (size === 1 ? [at] : []));
        return mul(reshape(upstreamOf(dy), shape), div(attains, sum(attains, axes, true)));
      },
    }),
  };
}

export const reductionGradients: readonly GradConfig[] = [
  reduction("Sum", spread),
  reduction("Mean", (dy, x, shape) => spread(div(dy, x.size / util.sizeFromShape(shape)), x, shape)),
  extremum("Max"),
  extremum("Min"),
];
