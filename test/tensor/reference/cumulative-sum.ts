import { at, build, type Shaped } from "./shaped.ts";

/** Sums of all entries before (or after) each one along an axis, with itself unless `exclusive`. */
export function cumulativeSum(x: Shaped, axis: number, exclusive: boolean, reverse: boolean): Shaped {
  return build(x.shape, (place) => {
    const own = place[axis]!;
    let total = exclusive ? 0 : -0;
    const length = x.shape[axis]!;
    for (let step = 0; step < length; step++) {
      const other = reverse ? length - 1 - step : step;
      const isBefore = reverse ? other > own : other < own;
      if (isBefore || (!exclusive && other === own)) total += at(x, place.with(axis, other));
    }
    return total;
  });
}
