import { expect, test } from "vitest";
import { gridWorld } from "../../src/env/gridworld.ts";
import { optimalValues, policyValues } from "../../src/tabular/action-values.ts";
import { tabularModel } from "../../src/tabular/mdp.ts";
import { expectation, greedyTable, mapTable, tableDistance } from "../../src/tabular/state-action-table.ts";

test("the equiprobable policy on Sutton & Barto's gridworld has the values of their figure 4.1", () => {
  const world = gridWorld("G...\n....\n....\n...G", { stepReward: -1, goalReward: 0 });
  const model = tabularModel(world);
  const policy = mapTable(model.rewards, () => 0.25);
  const values = policyValues(model, policy, 1).map((row, state) => expectation(policy[state]!, row));
  const expected = [0, -14, -20, -22, -14, -18, -20, -20, -20, -20, -18, -14, -22, -20, -14, 0];
  values.forEach((value, state) => {
    expect(value).toBeCloseTo(expected[state]!, 9);
  });
});

test("the optimal way along the cliff costs 13 (Sutton & Barto, example 6.6)", () => {
  const cliff = [...Array<string>(3).fill("............"), "SXXXXXXXXXXG"].join("\n");
  const world = gridWorld(cliff, { stepReward: -1, goalReward: 0, pitReward: -99 });
  const values = optimalValues(tabularModel(world), 1);
  expect(values[world.stateAt([3, 0])]).toEqual([-13, -100, -14, -14]);
});

test("the 4 × 3 world has the utilities of Russell & Norvig, figure 17.3", () => {
  const world = gridWorld("...G\n.#.X\nS...", { slip: 0.2, stepReward: -0.04 });
  const values = optimalValues(tabularModel(world), 1).map((row) => Math.max(...row));
  const expected = [0.812, 0.868, 0.918, 0, 0.762, 0.66, 0, 0.705, 0.655, 0.611, 0.388];
  values.forEach((value, state) => {
    expect(Math.abs(value - expected[state]!)).toBeLessThanOrEqual(0.0005);
  });
});

test("policy iteration ends at the values of value iteration", () => {
  const model = tabularModel(gridWorld("S..#\n.X..\n...G", { slip: 0.1 }));
  let values = mapTable(model.rewards, () => 0);
  for (let round = 0; round < 12; round++)
    values = [...policyValues(model, greedyTable(values), 0.9)].map((r) => [...r]);
  expect(tableDistance(values, optimalValues(model, 0.9))).toBeLessThan(1e-12);
});

test("values that do not converge are refused", () => {
  const model = tabularModel(gridWorld("S.", { stepReward: -1 }));
  expect(() => optimalValues(model, 1)).toThrow(
    "discount must let the values converge, in 100000 sweeps; got 1",
  );
});
