import {
  cast,
  equal,
  maximum,
  type Rank,
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
  readonly remaining: Variable<Rank.R0>;
  /** 0 in the first `steps` calls, then 1. */
  weight(): Scalar;
}

/** A warm-up of so many steps, up to 2²⁴, which float32 counts exactly. */
export function warmUp(steps: number): WarmUp {
  const remaining = tidy(() =>
    variable<Rank.R0>(scalar(steps), false, variableName("steps of the warm-up that remain")),
  );
  return {
    remaining,
    weight() {
      const weight = cast<Scalar>(equal<Scalar>(remaining, 0), "float32");
      remaining.assign(maximum<Scalar>(sub<Scalar>(remaining, 1), 0));
      return weight;
    },
  };
}
