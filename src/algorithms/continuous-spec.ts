import type { ContinuousActions, DatasetSpec } from "../dataset/spec.ts";
import { checkedSpec } from "./checked-spec.ts";

/**
 * The actions of a spec for an algorithm that needs continuous ones. Throws for discrete ones, for what is no spec, and for
 * bounds that are not finite with low < high, to which no policy could be scaled.
 */
export function continuousActions(spec: DatasetSpec): ContinuousActions {
  const { actions } = checkedSpec(spec);
  if (actions.kind === "discrete") {
    throw new TypeError(`this algorithm needs continuous actions; got ${actions.count} discrete ones`);
  }
  actions.low.forEach((low, i) => {
    const high = actions.high[i]!;
    if (low < high && Number.isFinite(high - low)) return;
    throw new RangeError(
      `the bounds of action component ${i} must be finite with low < high; got [${low}, ${high}]`,
    );
  });
  return actions;
}
