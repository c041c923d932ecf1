import {
  cast,
  equal,
  maximum,
  type Scalar,
  scalar,
  sub,
  tidy,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import { variableName } from "../networks/variable-name.ts";

/** A part of a loss that does not count at first. The count lies on the heap, so that replays move it on. */
export interface WarmUp {
  readonly remaining: Variable;
  /** 0 in the first `steps` calls, then 1. */
  weight(): Scalar;
}

/** @param steps an integer of at most 2²⁴, which float32 counts exactly */
export function warmUp(steps: number): WarmUp {
  const remaining = tidy(() =>
    variable(scalar(steps), false, variableName("steps of the warm-up that remain")),
  );
  return {
    remaining,
    weight() {
      const weight = cast<Scalar>(equal(remaining, 0), "float32");
      remaining.assign(maximum(sub(remaining, 1), 0));
      return weight;
    },
  };
}
