import { rowsSize } from "../op.ts";
import { through } from "./cast.ts";
import { isNumeric } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/** tf.softmax, which is over the last axis; what tfjs-backend-wasm does for it cannot be replayed. */
export const softmaxKernel: Replacement = {
  name: "Softmax",
  run(backend, inputs, attributes, stock) {
    const x = inputs.logits!;
    if (!isNumeric(x)) return callKernel(stock, backend, inputs, attributes);
    const [rows, columns] = rowsSize(x);
    return through(backend, "float32", [x], (logits) => {
      const out = backend.output(x.shape);
      backend.kernels.softmax(backend.address(out), backend.address(logits!), rows, columns, 1);
      return out;
    });
  },
};
