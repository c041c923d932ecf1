import { expect, test } from "vitest";
import { distance, optimalValues, policyValues, pushedDownValues } from "./tabular.ts";
import { tabularMdps } from "./tabular-file.ts";

const solutions = tabularMdps.flatMap(({ name, input, solutions }) =>
  solutions.map((solution) => ({ name, input, ...solution })),
);

test("the file has 3 MDPs with 3 discounts each", () => {
  expect(solutions).toHaveLength(9);
});

test.for(solutions)(
  "the reference solver on $name, discount $discount, agrees with the file within 1e-10",
  ({ input, discount, policy, optimal, conservativePushDown }) => {
    expect(distance(policyValues(input, input.policy, discount), policy.q)).toBeLessThan(1e-10);
    expect(distance(optimalValues(input, discount), optimal.q)).toBeLessThan(1e-10);
    expect(conservativePushDown).toHaveLength(3);
    for (const { alpha, q } of conservativePushDown) {
      const values = pushedDownValues(input, input.policy, input.pushDown, discount, alpha);
      expect(distance(values, q)).toBeLessThan(1e-10);
    }
  },
);
