import { callKernel, type Replacement } from "./replacement.ts";

/** No operand of the broadcasting kernel is repeated along the columns of its only row. */
const REPEATS = 0b110110;

/** tf.addN: tensors of one shape, added up from left to right. */
export const addManyKernel: Replacement = {
  name: "AddN",
  run(backend, inputs, attributes, stock) {
    const [first, ...others] = Object.values(inputs).filter((input) => input !== undefined);
    if (first?.dtype !== "float32" && first?.dtype !== "int32") {
      return callKernel(stock, backend, inputs, attributes);
    }
    const kernel = first.dtype === "float32" ? "add" : "addIntegers";
    const out = backend.copyOf(first);
    const [sum, size] = [backend.address(out), backend.sizeOf(out)];
    for (const other of others) {
      backend.kernels[kernel](sum, sum, backend.address(other), 1, 1, size, REPEATS);
    }
    return out;
  },
};
