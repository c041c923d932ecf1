import type { DataType, TensorInfo } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { through } from "./cast.ts";
import { isNumeric } from "./numeric.ts";
import { type Pass, reduce, reductionOf } from "./reduction-plan.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/** A kernel without a scale, in assembly/. */
type ReductionKernel =
  | "allTrue"
  | "anyTrue"
  | "largest"
  | "largestInteger"
  | "product"
  | "productOfIntegers"
  | "smallest"
  | "smallestInteger"
  | "sumOfIntegers";
type ScaledKernel = "meanOfIntegers" | "meanOfTruths" | "sum";

type KernelOfType = Readonly<Partial<Record<DataType, ReductionKernel>>>;

/** @param other the type that others are cast to */
function reduction(name: string, kernels: KernelOfType, other: "bool" | "int32"): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const x = inputs.x!;
      if (!isNumeric(x)) return callKernel(stock, backend, inputs, attributes);
      const dtype = kernels[x.dtype] === undefined ? other : x.dtype;
      const kernel = kernels[dtype]!;
      // tfjs calls the axes of Max by another name
      const plan = reductionOf(x, attributes.reductionIndices ?? attributes.axis, attributes.keepDims);
      return through(backend, dtype, [x], (cast) =>
        reduce(backend, cast!, plan, dtype, (out, from, { outer, reduced, inner }) => {
          backend.kernels[kernel](backend.address(out), backend.address(from), outer, reduced, inner);
        }),
      );
    },
  };
}

const scaled: Readonly<Partial<Record<DataType, ScaledKernel>>> = {
  float32: "sum",
  int32: "meanOfIntegers",
  bool: "meanOfTruths",
};

function launchScaled(
  backend: AcceleratedBackend,
  out: TensorInfo,
  from: TensorInfo,
  { outer, reduced, inner }: Pass,
  scale: number,
): void {
  const [to, address] = [backend.address(out), backend.address(from)];
  backend.kernels[scaled[from.dtype]!](to, address, outer, reduced, inner, scale);
}

const sum: Replacement = {
  name: "Sum",
  run(backend, inputs, attributes, stock) {
    const x = inputs.x!;
    if (x.dtype !== "float32") return sumOfIntegers.run(backend, inputs, attributes, stock);
    const plan = reductionOf(x, attributes.axis, attributes.keepDims);
    return reduce(backend, x, plan, "float32", (out, from, pass) =>
      launchScaled(backend, out, from, pass, 1),
    );
  },
};

/** Of bool it is how many are true. */
const sumOfIntegers = reduction("Sum", { int32: "sumOfIntegers" }, "int32");

const mean: Replacement = {
  name: "Mean",
  run(backend, inputs, attributes, stock) {
    const x = inputs.x!;
    if (scaled[x.dtype] === undefined) return callKernel(stock, backend, inputs, attributes);
    const plan = reductionOf(x, attributes.axis, attributes.keepDims);
    return reduce(backend, x, plan, "float32", (out, from, pass) =>
      launchScaled(backend, out, from, pass, 1 / plan.reduced),
    );
  },
};

/**
 * tf.sum, mean, prod, max, min, any and all, over any axes. tfjs-backend-wasm loses digits on long sums and NaNs among
 * larger and smaller numbers, and copies to transpose.
 */
export const reductionKernels: readonly Replacement[] = [
  sum,
  mean,
  reduction("Prod", { float32: "product", int32: "productOfIntegers" }, "int32"),
  reduction("Max", { float32: "largest", int32: "largestInteger", bool: "anyTrue" }, "int32"),
  reduction("Min", { float32: "smallest", int32: "smallestInteger", bool: "allTrue" }, "int32"),
  reduction("Any", { bool: "anyTrue" }, "bool"),
  reduction("All", { bool: "allTrue" }, "bool"),
];
