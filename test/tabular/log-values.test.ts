import { expect, test } from "vitest";
import { expectileValues, type LoggedMdp } from "../../src/tabular/log-values.ts";

/** One decision, after which the task ends. */
function bandit(rewards: readonly number[], behavior: readonly number[]): LoggedMdp {
  return { transitions: [rewards.map(() => [0.5])], rewards: [rewards], behavior: [behavior] };
}

test("values of a reward that is no number are refused, not looked for without end", () => {
  expect(() => expectileValues(bandit([Number.NaN, 1], [0.5, 0.5]), 0.9, 0.7)).toThrow(
    new RangeError("values must be finite; got NaN in sweep 0"),
  );
});

test.for([0.1, 0.5, 0.7, 0.99])(
  "at expectile %d the weighted deviations from the value cancel",
  (expectile) => {
    const [rewards, behavior] = [
      [3, -1, 0.3, -0.1, 8],
      [0.1, 0.3, 0.2, 0.3, 0.1],
    ];
    const [values = []] = expectileValues(bandit(rewards!, behavior!), 1, expectile);
    // Q = r + ½ v
    const v = 2 * (values[0]! - rewards![0]!);
    const deviations = values.map((q, i) => behavior![i]! * (q > v ? expectile : 1 - expectile) * (q - v));
    expect(deviations.reduce((sum, deviation) => sum + deviation, 0)).toBeCloseTo(0, 12);
  },
);
