import { DatasetError } from "./dataset-error.ts";

/** Throws a DatasetError unless 0 ≤ discount ≤ 1. */
export function checkDiscount(discount: number): void {
  if (!(discount >= 0 && discount <= 1)) {
    throw new DatasetError(`discount must lie in [0, 1]; got ${discount}`);
  }
}
