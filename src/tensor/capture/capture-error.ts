import type { TensorContainer } from "@tensorflow/tfjs-core";

/** A function that cannot be replayed. It has run once all the same, to its end. */
export class CaptureError extends Error {
  override readonly name = "CaptureError";
  /** What the function returned. */
  readonly result: TensorContainer;

  constructor(reason: string, result: TensorContainer) {
    super(`the captured function cannot be replayed: ${reason}`);
    this.result = result;
  }
}
