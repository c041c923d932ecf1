import { backend_util, type TensorInfo, upcastType, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { through } from "./cast.ts";
import { isNumeric } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/**
 * Of tf.where: t where the condition is true, else e; a condition of rank 1 chooses along the first axis. tfjs hands over
 * one entry where it should repeat it no times, and tfjs-backend-wasm reads e as it reads t.
 */
export const selectKernel: Replacement = {
  name: "Select",
  run(backend, inputs, attributes, stock) {
    const [condition, t, e] = [inputs.condition!, inputs.t!, inputs.e!];
    const isOurs = condition.dtype === "bool" && isNumeric(t) && isNumeric(e);
    if (!isOurs) return callKernel(stock, backend, inputs, attributes);
    const dtype = upcastType(t.dtype, e.dtype);
    if ([condition, t, e].some((each) => backend.sizeOf(each) === 0)) {
      return backend.output(emptyShape(condition, t, e), dtype);
    }
    checkSizes(condition, t, e);
    return through(backend, dtype, [t, e], (first, second) => select(backend, condition, first!, second!));
  },
};

function select(
  backend: AcceleratedBackend,
  condition: TensorInfo,
  t: TensorInfo,
  e: TensorInfo,
): TensorInfo {
  const out = backend.output(t.shape, t.dtype);
  const [to, test, first, second] = [out, condition, t, e].map((tensor) => backend.address(tensor));
  const rows = backend.sizeOf(condition);
  const width = (backend.sizeOf(t) / rows) * util.bytesPerElement(t.dtype);
  backend.kernels.select(to!, test!, first!, second!, rows, width);
  return out;
}

function isAlongFirstAxis(condition: TensorInfo, t: TensorInfo): boolean {
  return condition.shape.length === 1 && condition.shape[0] === t.shape[0];
}

function emptyShape(condition: TensorInfo, t: TensorInfo, e: TensorInfo): number[] {
  const shape = backend_util.assertAndGetBroadcastShape(t.shape, e.shape);
  if (isAlongFirstAxis(condition, t)) return shape;
  return backend_util.assertAndGetBroadcastShape(condition.shape, shape);
}

function checkSizes(condition: TensorInfo, t: TensorInfo, e: TensorInfo): void {
  const fits = isAlongFirstAxis(condition, t) || util.arraysEqual(condition.shape, t.shape);
  if (fits && util.arraysEqual(t.shape, e.shape)) return;
  throw new RangeError(`where cannot choose by [${condition.shape}] between [${t.shape}] and [${e.shape}]`);
}
