import { expect, test } from "vitest";
import { optimalValues, policyValues } from "../../src/tabular/action-values.ts";
import { pushedDownValues } from "../../src/tabular/log-values.ts";
import { tableDistance } from "../../src/tabular/state-action-table.ts";
import { tabularMdps } from "../algorithms/tabular-file.ts";

const solutions = tabularMdps.flatMap(({ name, input, solutions }) =>
  solutions.map((solution) => ({ name, input, ...solution })),
);

test("the file has 3 MDPs with 3 discounts each", () => {
  expect(solutions).toHaveLength(9);
});

test.for(solutions)(
  "the reference solver on $name, discount $discount, agrees with the file within 1e-10",
  ({ input, discount, policy, optimal, conservativePushDown }) => {
    expect(tableDistance(policyValues(input, input.policy, discount), policy.q)).toBeLessThan(1e-10);
    expect(tableDistance(optimalValues(input, discount), optimal.q)).toBeLessThan(1e-10);
    expect(conservativePushDown).toHaveLength(3);
    for (const { alpha, q } of conservativePushDown) {
      const values = pushedDownValues(input, input.policy, input.pushDown, discount, alpha);
      expect(tableDistance(values, q)).toBeLessThan(1e-10);
    }
  },
);
