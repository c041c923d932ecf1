import { util } from "@tensorflow/tfjs-core";
import { callKernel, type Replacement } from "./replacement.ts";

/** tf.cumsum along any axis; tfjs-backend-wasm copies to transpose, loses digits on long sums and cannot be replayed. */
export const cumulativeSumKernel: Replacement = {
  name: "Cumsum",
  run(backend, inputs, attributes, stock) {
    const x = inputs.x!;
    if (x.dtype !== "float32" && x.dtype !== "int32") return callKernel(stock, backend, inputs, attributes);
    const { shape, dtype } = x;
    const axis = util.parseAxisParam(Number(attributes.axis), shape)[0]!;
    const [before, after] = [shape.slice(0, axis), shape.slice(axis + 1)].map(util.sizeFromShape);
    const out = backend.output(shape, dtype);
    const kernel = backend.kernels[dtype === "int32" ? "cumulativeSumIntegers" : "cumulativeSum"];
    const [exclusive, reverse] = [Number(attributes.exclusive), Number(attributes.reverse)];
    kernel(backend.address(out), backend.address(x), before!, shape[axis]!, after!, exclusive, reverse);
    return out;
  },
};
