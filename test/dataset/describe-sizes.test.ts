import { expect, test } from "vitest";
import { describeSizes } from "../../src/dataset/describe-sizes.ts";

test("both kinds of actions", () => {
  expect(describeSizes({ observationSize: 4, actions: { kind: "discrete", count: 2 } })).toBe(
    "observations of size 4 and 2 discrete actions",
  );
  expect(
    describeSizes({ observationSize: 3, actions: { kind: "continuous", size: 1, low: [-2], high: [2] } }),
  ).toBe("observations of size 3 and actions of size 1");
});
