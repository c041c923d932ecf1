import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { capture } from "../../src/tensor/capture/capture.ts";
import { firstDifference } from "../first-difference.ts";
import { entriesOf } from "./entries.ts";

/**
 * What is wrong with a replay of a function of a float32 or int32 tensor on entries of which its first call knew nothing.
 * The eager results before and after must differ, or it would prove nothing.
 */
export function replayProblem(x: Tensor, next: readonly number[], call: () => Tensor): string | undefined {
  const captured = capture(() => tidy(call));
  const before = entriesOf(captured.result);
  const backend = acceleratedBackend();
  const view = x.dtype === "int32" ? backend.integers(x) : backend.floats(x);
  view.set([...next]);
  captured.run();
  const expected = tidy(() => entriesOf(call()));
  const problem = firstDifference(entriesOf(captured.result), expected);
  captured.dispose();
  return firstDifference(before, expected) === undefined ? "both inputs give the same result" : problem;
}
