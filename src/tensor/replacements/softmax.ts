import { rowsSize } from "../op.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/** tf.softmax, which is over the last axis; what tfjs-backend-wasm does for it cannot be replayed. */
export const softmaxKernel: Replacement = {
  name: "Softmax",
  run(backend, inputs, attributes, stock) {
    const x = inputs.logits!;
    if (x.dtype !== "float32") return callKernel(stock, backend, inputs, attributes);
    const [rows, columns] = rowsSize(x);
    const out = backend.output(x.shape);
    backend.kernels.softmax(backend.address(out), backend.address(x), rows, columns, 1);
    return out;
  },
};
