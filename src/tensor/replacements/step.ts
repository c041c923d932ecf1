import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { castTo } from "./cast.ts";
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

/** tf.step: NaN where x is. */
const step: Replacement = {
  name: "Step",
  run(backend, inputs, attributes, stock) {
    const x = inputs.x!;
    if (x.dtype !== "float32") return callKernel(stock, backend, inputs, attributes);
    return launch(backend, "step", x, attributes.alpha);
  },
};

/** tf.leakyRelu, float32 of int32 too. */
const leakyRelu: Replacement = {
  name: "LeakyRelu",
  run(backend, inputs, attributes, stock) {
    const x = inputs.x!;
    if (x.dtype !== "float32" && x.dtype !== "int32") return callKernel(stock, backend, inputs, attributes);
    const floats = castTo(backend, x, "float32");
    const out = launch(backend, "leakyRelu", floats, attributes.alpha);
    backend.disposeData(floats.dataId);
    return out;
  },
};

/** Functions that change at 0, with a parameter for what lies below. */
export const stepKernels: readonly Replacement[] = [leakyRelu, step];
