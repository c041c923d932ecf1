import type { Rank, Tensor, Variable } from "@tensorflow/tfjs-core";
import { shown } from "../kernels/shape.ts";
import { dropout } from "../tensor/dropout.ts";

/** The random stream of `tensorRandomStream` that decides what is dropped. */
export type Dropping = Variable;

/** Dropout where there is a rate and a stream to decide by. */
export function dropped<R extends Rank>(x: Tensor<R>, rate = 0, dropping?: Dropping): Tensor<R> {
  return rate === 0 || dropping === undefined ? x : dropout(x, rate, dropping);
}

/** Throws a RangeError unless the rate lies in [0, 1). */
export function checkDropout(name: string, rate = 0): void {
  if (rate >= 0 && rate < 1) return;
  throw new RangeError(`the dropout of ${name} must lie in [0, 1); got ${shown(rate)}`);
}
