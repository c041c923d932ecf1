import { reductionOf } from "./reduction-kernels.ts";
import { callKernel, type Replacement } from "./replacement.ts";

function argExtremum(name: string, kernel: "argMax" | "argMin"): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const x = inputs.x!;
      const plan = x.dtype === "float32" && backend.sizeOf(x) > 0 ? reductionOf(x, attributes) : undefined;
      if (plan === undefined) return callKernel(stock, backend, inputs, attributes);
      const { outer, reduced, inner, shape } = plan;
      const out = backend.output(shape, "int32");
      backend.kernels[kernel](backend.address(out), backend.address(x), outer, reduced, inner);
      return out;
    },
  };
}

/** tf.argMax and tf.argMin; tfjs-backend-wasm passes over a NaN, and copies to transpose. */
export const argExtremumKernels: readonly Replacement[] = [
  argExtremum("ArgMax", "argMax"),
  argExtremum("ArgMin", "argMin"),
];
