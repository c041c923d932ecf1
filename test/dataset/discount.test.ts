import { expect, test } from "vitest";
import { checkDiscount } from "../../src/dataset/discount.ts";

test("a discount from 0 to 1 is allowed, both ends included", () => {
  for (const discount of [0, 0.99, 1]) expect(() => checkDiscount(discount)).not.toThrow();
});

test.each([-0.01, 1.01, Number.NaN, Number.POSITIVE_INFINITY])(
  "discount %d is refused by name",
  (discount) => {
    expect(() => checkDiscount(discount)).toThrow(`discount must lie in [0, 1]; got ${discount}`);
  },
);
