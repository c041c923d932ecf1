import { bitsOf } from "./bits.ts";
import { callKernel, type Replacement } from "./replacement.ts";

const types = ["float32", "int32", "bool"] as const;

/**
 * tf.oneHot: an index outside 0 … depth − 1 gives `offValue` everywhere. tfjs-backend-wasm writes an int32 into float32 and
 * bool too.
 */
export const oneHotKernel: Replacement = {
  name: "OneHot",
  run(backend, inputs, attributes, stock) {
    const indices = inputs.indices!;
    const { depth, onValue, offValue } = attributes;
    const dtype = types.find((each) => each === attributes.dtype);
    if (dtype === undefined) return callKernel(stock, backend, inputs, attributes);
    const [width, on, off] = [Number(depth), bitsOf(Number(onValue), dtype), bitsOf(Number(offValue), dtype)];
    const out = backend.output([...indices.shape, width], dtype);
    const kernel = backend.kernels[dtype === "bool" ? "oneHotBool" : "oneHot"];
    kernel(backend.address(out), backend.address(indices), backend.sizeOf(indices), width, on, off);
    return out;
  },
};
