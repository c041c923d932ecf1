import type { DataType, TensorInfo } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { isNumeric, isNumericType } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";

type CastKernel =
  | "floatsToIntegers"
  | "floatsToTruths"
  | "integersToFloats"
  | "integersToTruths"
  | "truthsToFloats"
  | "truthsToIntegers";

const kernels: Readonly<Record<string, CastKernel>> = {
  "float32 int32": "floatsToIntegers",
  "float32 bool": "floatsToTruths",
  "int32 float32": "integersToFloats",
  "int32 bool": "integersToTruths",
  "bool float32": "truthsToFloats",
  "bool int32": "truthsToIntegers",
};

/** The same entries in another type, of float32, int32 and bool: a new tensor that shares its data only with its like. */
export function castTo(backend: AcceleratedBackend, x: TensorInfo, dtype: DataType): TensorInfo {
  if (x.dtype === dtype) {
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype };
  }
  const kernel = kernels[`${x.dtype} ${dtype}`];
  if (kernel === undefined) throw new TypeError(`there is no cast from ${x.dtype} to ${dtype}`);
  const out = backend.output(x.shape, dtype);
  backend.kernels[kernel](backend.address(out), backend.address(x), backend.sizeOf(x));
  return out;
}

/** What a function gives of tensors in another type, as which it gets them for the time of the call. */
export function through(
  backend: AcceleratedBackend,
  dtype: DataType,
  tensors: readonly TensorInfo[],
  apply: (...cast: TensorInfo[]) => TensorInfo,
): TensorInfo {
  const cast = tensors.map((tensor) => castTo(backend, tensor, dtype));
  try {
    return apply(...cast);
  } finally {
    for (const { dataId } of cast) backend.disposeData(dataId);
  }
}

/** A result in another type, in place of the one that it is in. */
export function converted(backend: AcceleratedBackend, result: TensorInfo, dtype: DataType): TensorInfo {
  const out = castTo(backend, result, dtype);
  backend.disposeData(result.dataId);
  return out;
}

/** What a function of int32 gives of truths, where 1 is true, as truths again. */
export function throughIntegers(
  backend: AcceleratedBackend,
  truths: readonly TensorInfo[],
  apply: (...integers: TensorInfo[]) => TensorInfo,
): TensorInfo {
  return converted(backend, through(backend, "int32", truths, apply), "bool");
}

/**
 * tf.cast. float32 becomes the int32 next to it towards 0, within −2³¹ … 2³¹ − 1, and 0 where it is a NaN; true is
 * what is not 0, hence a NaN too.
 */
export const castKernel: Replacement = {
  name: "Cast",
  run(backend, inputs, attributes, stock) {
    const [x, { dtype }] = [inputs.x!, attributes];
    if (!isNumeric(x) || !isNumericType(dtype)) return callKernel(stock, backend, inputs, attributes);
    return castTo(backend, x, dtype);
  },
};
