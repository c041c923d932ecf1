import { engine, type Tensor, type TensorInfo } from "@tensorflow/tfjs-core";
import { acceleratedBackend } from "./backend.ts";

/** A new tensor with the same entries, and data of its own. */
export function snapshot(tensor: TensorInfo): Tensor {
  return engine().makeTensorFromTensorInfo(acceleratedBackend().copyOf(tensor));
}
