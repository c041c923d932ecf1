import { expect, test } from "vitest";
import { distancesTo } from "../../src/env/distances-to.ts";

test("distances count steps forward, along origins; where no way leads from there is none", () => {
  // 0 → 1 → 2 → 4, 0 → 3 → 4 → 4, and 5 → 6
  const origins = [[], [0], [1], [0], [2, 3, 4], [], [5]];
  expect([...distancesTo(4, (node) => origins[node]!)].sort()).toEqual([
    [0, 2],
    [1, 2],
    [2, 1],
    [3, 1],
    [4, 0],
  ]);
});
