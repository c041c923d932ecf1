import type { DataType } from "@tensorflow/tfjs-core";
import { through } from "./cast.ts";
import { reduce, reductionOf } from "./reduction-plan.ts";
import { callKernel, type Replacement } from "./replacement.ts";

type ArgExtremumKernel = "argMax" | "argMaxOfIntegers" | "argMin" | "argMinOfIntegers";

type KernelOfType = Readonly<Partial<Record<DataType, ArgExtremumKernel>>>;

function argExtremum(name: string, kernels: KernelOfType): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const x = inputs.x!;
      const dtype = x.dtype === "bool" ? "int32" : x.dtype;
      const kernel = kernels[dtype];
      if (kernel === undefined || typeof attributes.axis !== "number")
        return callKernel(stock, backend, inputs, attributes);
      const plan = reductionOf(x, attributes.axis, attributes.keepDims);
      if (plan.reduced === 0) throw new RangeError(`${name} of no entries: an axis of [${x.shape}] has none`);
      return through(backend, dtype, [x], (numbers) =>
        reduce(backend, numbers!, plan, "int32", (out, from, { outer, reduced, inner }) => {
          backend.kernels[kernel](backend.address(out), backend.address(from), outer, reduced, inner);
        }),
      );
    },
  };
}

/** tf.argMax and tf.argMin; tfjs-backend-wasm passes over a NaN, and copies to transpose. */
export const argExtremumKernels: readonly Replacement[] = [
  argExtremum("ArgMax", { float32: "argMax", int32: "argMaxOfIntegers" }),
  argExtremum("ArgMin", { float32: "argMin", int32: "argMinOfIntegers" }),
];
