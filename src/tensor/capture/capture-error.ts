import type { TensorContainer } from "@tensorflow/tfjs-core";

/**
 * A function that cannot be replayed. It has run once all the same, to its end: tensors are as after one call. JavaScript of
 * it may have run twice.
 */
export class CaptureError extends Error {
  override readonly name = "CaptureError";
  /** What the function returned; its tensors are the caller's. */
  readonly result: TensorContainer;

  constructor(reason: string, result: TensorContainer) {
    super(`the captured function cannot be replayed: ${reason}`);
    this.result = result;
  }
}
