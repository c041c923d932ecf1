import { type NamedAttrMap, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { through } from "./cast.ts";
import { isNumeric } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";

function cumulativeSum(backend: AcceleratedBackend, x: TensorInfo, attributes: NamedAttrMap): TensorInfo {
  const { shape, dtype } = x;
  const axis = util.parseAxisParam(Number(attributes.axis), shape)[0]!;
  const [before, after] = [shape.slice(0, axis), shape.slice(axis + 1)].map(util.sizeFromShape);
  const out = backend.output(shape, dtype);
  const kernel = backend.kernels[dtype === "int32" ? "cumulativeSumIntegers" : "cumulativeSum"];
  const [exclusive, reverse] = [Number(attributes.exclusive), Number(attributes.reverse)];
  kernel(backend.address(out), backend.address(x), before!, shape[axis]!, after!, exclusive, reverse);
  return out;
}

/**
 * tf.cumsum along any axis; of bool it is int32, which counts. tfjs-backend-wasm refuses bool, copies to transpose, loses
 * digits on long sums and cannot be replayed.
 */
export const cumulativeSumKernel: Replacement = {
  name: "Cumsum",
  run(backend, inputs, attributes, stock) {
    const x = inputs.x!;
    if (!isNumeric(x)) return callKernel(stock, backend, inputs, attributes);
    const dtype = x.dtype === "bool" ? "int32" : x.dtype;
    return through(backend, dtype, [x], (numbers) => cumulativeSum(backend, numbers!, attributes));
  },
};
