import { type Tensor, where, zerosLike } from "@tensorflow/tfjs-core";

/** The upstream gradient where it is passed on, and exactly 0 elsewhere, whatever comes from upstream. */
export function only(dy: Tensor, isPassed: Tensor): Tensor {
  return where(isPassed, dy, zerosLike(dy));
}

/** The upstream gradient but where it is stopped. */
export function without(dy: Tensor, isStopped: Tensor): Tensor {
  return where(isStopped, zerosLike(dy), dy);
}
