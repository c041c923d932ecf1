import { bitsOf } from "./bits.ts";
import { isNumericType } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/**
 * tf.oneHot: an index outside 0 … depth − 1 gives `offValue` everywhere. tfjs-backend-wasm writes an int32 into float32 and
 * bool too.
 */
export const oneHotKernel: Replacement = {
  name: "OneHot",
  run(backend, inputs, attributes, stock) {
    const indices = inputs.indices!;
    const { depth, onValue, offValue, dtype } = attributes;
    if (!isNumericType(dtype)) return callKernel(stock, backend, inputs, attributes);
    const [width, on, off] = [Number(depth), bitsOf(Number(onValue), dtype), bitsOf(Number(offValue), dtype)];
    const out = backend.output([...indices.shape, width], dtype);
    const kernel = backend.kernels[dtype === "bool" ? "oneHotBool" : "oneHot"];
    kernel(backend.address(out), backend.address(indices), backend.sizeOf(indices), width, on, off);
    return out;
  },
};
