import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { entriesOf } from "../entries.ts";

/**
 * What a captured function computes when it is replayed on other inputs, and what it computes there eagerly.
 *
 * @param x float32 or int32, and overwritten
 * @param entries what it then holds
 */
export function replay(
  x: Tensor,
  entries: readonly number[],
  call: () => Tensor,
): { replayed: number[]; eager: number[] } {
  const captured = capture(() => tidy(call));
  const backend = acceleratedBackend();
  const view = x.dtype === "int32" ? backend.integers(x) : backend.floats(x);
  view.set(entries);
  captured.run();
  const result = { replayed: entriesOf(captured.result), eager: tidy(() => entriesOf(call())) };
  captured.dispose();
  return result;
}
