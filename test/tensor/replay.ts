import type { Tensor } from "@tensorflow/tfjs-core";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { capture } from "../../src/tensor/capture/capture.ts";
import { firstDifference } from "../first-difference.ts";
import { entriesOf } from "./entries.ts";

/**
 * What is wrong with a replay of a function of a float32 tensor on entries of which its first call knew nothing. The
 * eager results before and after must differ, or it would prove nothing.
 */
export function replayProblem(x: Tensor, next: readonly number[], call: () => Tensor): string | undefined {
  const captured = capture(call);
  const before = entriesOf(captured.result);
  acceleratedBackend()
    .floats(x)
    .set([...next]);
  captured.run();
  const expected = entriesOf(call());
  if (firstDifference(before, expected) === undefined) return "both inputs give the same result";
  return firstDifference(entriesOf(captured.result), expected);
}
