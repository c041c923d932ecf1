import { engine, type KernelBackend, type Tensor } from "@tensorflow/tfjs-core";

/** Lets a tensor have the data of another. */
export function redirect(backend: KernelBackend, tensor: Tensor, source: Tensor): void {
  engine().disposeTensor(tensor);
  tensor.dataId = source.dataId;
  engine().incRef(tensor, backend);
}
