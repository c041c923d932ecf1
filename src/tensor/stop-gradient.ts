import { engine, type Tensor } from "@tensorflow/tfjs-core";
import { acceleratedBackend } from "./backend.ts";

/** The same entries as a constant: the gradient tape does not see where they come from. Nothing is copied. */
export function stopGradient<Shaped extends Tensor>(x: Shaped): Tensor<Shaped["rankType"]> {
  acceleratedBackend().incRef(x.dataId);
  return engine().makeTensorFromTensorInfo({ dataId: x.dataId, shape: x.shape, dtype: x.dtype });
}
