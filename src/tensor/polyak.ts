import type { Variable } from "@tensorflow/tfjs-core";
import { checkFraction } from "../kernels/shape.ts";
import { acceleratedBackend } from "./backend.ts";
import { checkSameShape, checkTypes, refuseDisposed } from "./op.ts";
import { ownData } from "./own-data.ts";

/**
 * target ← (1 − rate) · target + rate · online, in place, for every pair of variables; a rate of 1 copies bit for bit.
 * A target that shares its data with another tensor, such as its initial value, gets data of its own first.
 *
 * @param rate 0 … 1
 */
export function polyak(target: readonly Variable[], online: readonly Variable[], rate: number): void {
  checkFraction("the rate", rate);
  if (target.length !== online.length) {
    throw new RangeError(
      `target and online must have as many variables; got ${target.length}, ${online.length}`,
    );
  }
  target.forEach((variable, i) => {
    const inputs = { target: variable, online: online[i]! };
    refuseDisposed("polyak", inputs);
    checkTypes(inputs);
    checkSameShape("target and online", variable, online[i]!);
  });
  const backend = acceleratedBackend();
  target.forEach((variable, i) => {
    ownData(variable);
    backend.kernels.polyak(backend.address(variable), backend.address(online[i]!), variable.size, rate);
  });
}
