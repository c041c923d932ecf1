import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { converted, through } from "./cast.ts";
import { isNumeric } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";

function launch(
  backend: AcceleratedBackend,
  kernel: "leakyRelu" | "step",
  x: TensorInfo,
  alpha: unknown,
): TensorInfo {
  const out = backend.output(x.shape);
  backend.kernels[kernel](backend.address(out), backend.address(x), backend.sizeOf(x), Number(alpha));
  return out;
}

/** tf.step: NaN where x is; of int32 and bool it is int32. */
const step: Replacement = {
  name: "Step",
  run(backend, inputs, attributes, stock) {
    const x = inputs.x!;
    if (!isNumeric(x)) return callKernel(stock, backend, inputs, attributes);
    const steps = through(backend, "float32", [x], (floats) =>
      launch(backend, "step", floats!, attributes.alpha),
    );
    return x.dtype === "float32" ? steps : converted(backend, steps, "int32");
  },
};

/** tf.leakyRelu, float32 of int32 and bool too. */
const leakyRelu: Replacement = {
  name: "LeakyRelu",
  run(backend, inputs, attributes, stock) {
    const x = inputs.x!;
    if (!isNumeric(x)) return callKernel(stock, backend, inputs, attributes);
    return through(backend, "float32", [x], (floats) =>
      launch(backend, "leakyRelu", floats!, attributes.alpha),
    );
  },
};

/** Functions that change at 0, with a parameter for what lies below. */
export const stepKernels: readonly Replacement[] = [leakyRelu, step];
