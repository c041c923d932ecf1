import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { throughIntegers } from "./cast.ts";
import { callKernel, listOf, type Replacement } from "./replacement.ts";

/** No operand of the broadcasting kernel is repeated along the columns of its only row. */
const REPEATS = 0b110110;

function sumOf(backend: AcceleratedBackend, terms: readonly TensorInfo[]): TensorInfo {
  const [first, ...others] = terms;
  const kernel = first!.dtype === "float32" ? "add" : "addIntegers";
  const out = backend.copyOf(first!);
  const [sum, size] = [backend.address(out), backend.sizeOf(out)];
  for (const other of others) {
    backend.kernels[kernel](sum, sum, backend.address(other), 1, 1, size, REPEATS);
  }
  return out;
}

/** tf.addN: tensors of one shape, added up from left to right. */
export const addManyKernel: Replacement = {
  name: "AddN",
  run(backend, inputs, attributes, stock) {
    const terms = listOf(inputs);
    const dtype = terms[0]?.dtype;
    if (dtype === "float32" || dtype === "int32") return sumOf(backend, terms);
    if (dtype === "bool") return throughIntegers(backend, terms, (...integers) => sumOf(backend, integers));
    return callKernel(stock, backend, inputs, attributes);
  },
};
