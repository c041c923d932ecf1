import { type TensorInfo, util } from "@tensorflow/tfjs-core";
import { callKernel, type Replacement } from "./replacement.ts";

/** Of tf.where: t where the condition is true, else e; a condition of rank 1 chooses along the first axis. */
export const selectKernel: Replacement = {
  name: "Select",
  run(backend, inputs, attributes, stock) {
    const [condition, t, e] = [inputs.condition!, inputs.t!, inputs.e!];
    const isOurs = condition.dtype === "bool" && t.dtype === e.dtype && isPlain(t);
    if (!isOurs) return callKernel(stock, backend, inputs, attributes);
    const out = backend.output(t.shape, t.dtype);
    const [to, test, first, second] = [out, condition, t, e].map((tensor) => backend.address(tensor));
    const rows = backend.sizeOf(condition);
    const width = rows === 0 ? 0 : backend.sizeOf(t) / rows;
    backend.kernels.select(to!, test!, first!, second!, rows, width * util.bytesPerElement(t.dtype));
    return out;
  },
};

function isPlain({ dtype }: TensorInfo): boolean {
  return dtype === "float32" || dtype === "int32" || dtype === "bool";
}
