import { expect, test } from "vitest";
import { discreteSizes } from "../../src/algorithms/discrete-spec.ts";

const observations = { observationSize: 4, observationMean: [0, 0, 0, 0], observationStd: [1, 1, 1, 1] };

test("sizes of the observation and of the set of actions", () => {
  const sizes = discreteSizes({ ...observations, actions: { kind: "discrete", count: 3 } });
  expect(sizes).toEqual({ observationSize: 4, actions: 3 });
});

test("continuous actions are refused with their size", () => {
  const actions = { kind: "continuous", size: 2, low: [-1, -1], high: [1, 1] } as const;
  expect(() => discreteSizes({ ...observations, actions })).toThrow(
    new TypeError("this algorithm needs discrete actions; got continuous ones of size 2"),
  );
});
