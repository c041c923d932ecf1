import { type NamedAttrMap, type TensorInfo, util } from "@tensorflow/tfjs-core";
import { callKernel, type Replacement } from "./replacement.ts";

/** A reduction over neighbouring axes, seen as [outer, reduced, inner]. */
export interface Reduction {
  readonly outer: number;
  readonly reduced: number;
  readonly inner: number;
  readonly shape: number[];
}

/** undefined where the axes are not neighbours. */
export function reductionOf({ shape }: TensorInfo, { axis, keepDims }: NamedAttrMap): Reduction | undefined {
  const axes = util.parseAxisParam(axisOf(axis, shape), shape).sort((a, b) => a - b);
  const [first = 0, last = -1] = [axes[0], axes.at(-1)];
  if (last - first + 1 !== axes.length) return undefined;
  const isReduced = (_: number, at: number) => axes.includes(at);
  return {
    outer: util.sizeFromShape(shape.slice(0, first)),
    reduced: util.sizeFromShape(shape.slice(first, last + 1)),
    inner: util.sizeFromShape(shape.slice(last + 1)),
    shape:
      keepDims === true
        ? shape.map((size, at) => (isReduced(size, at) ? 1 : size))
        : shape.filter((size, at) => !isReduced(size, at)),
  };
}

function axisOf(axis: NamedAttrMap[string] | undefined, shape: number[]): number | number[] {
  if (typeof axis === "number") return axis;
  return Array.isArray(axis) ? axis.map(Number) : shape.map((_, at) => at);
}

function reduction(name: string, scaleOf: (reduced: number) => number): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const x = inputs.x!;
      const plan = x.dtype === "float32" ? reductionOf(x, attributes) : undefined;
      if (plan === undefined) return callKernel(stock, backend, inputs, attributes);
      const { outer, reduced, inner, shape } = plan;
      const out = backend.output(shape);
      const [to, from] = [backend.address(out), backend.address(x)];
      backend.kernels.sum(to, from, outer, reduced, inner, scaleOf(reduced));
      return out;
    },
  };
}

/** tf.sum and tf.mean over neighbouring axes; tfjs-backend-wasm loses digits on long sums and copies to transpose. */
export const reductionKernels: readonly Replacement[] = [
  reduction("Sum", () => 1),
  reduction("Mean", (reduced) => 1 / reduced),
];
