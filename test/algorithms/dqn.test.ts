import { expect, test } from "vitest";
import { dqn } from "../../src/algorithms/dqn.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf } from "../tensor/entries.ts";
import { randomLog } from "./random-log.ts";
import { wholeBatch } from "./tabular-log.ts";

await init();

const log = randomLog();
const batch = wholeBatch(log, 0.9);
const small = { hiddenSizes: [8], learningRate: 0.01 };

test("its name says whether it is double", () => {
  expect(dqn(log.spec, small).name).toBe("DQN");
  expect(dqn(log.spec, { ...small, double: true }).name).toBe("double DQN");
});

test("it knows the spec that it was made for", () => {
  expect(dqn(log.spec, small).spec).toBe(log.spec);
});

test("it reports the loss before the step, and the steps bring the loss down", () => {
  const algorithm = dqn(log.spec, small);
  const losses = Array.from({ length: 50 }, () => {
    const { loss, ...others } = algorithm.update(batch);
    expect(others).toEqual({});
    return entriesOf(loss!)[0]!;
  });
  expect(losses.at(-1)).toBeLessThan(0.9 * losses[0]!);
});

test("the values are [rows × actions], the best of which the policy takes", () => {
  const algorithm = dqn(log.spec, small);
  const values = algorithm.values(log.observations.subarray(0, 12));
  expect(values).toHaveLength(12);
  const actions = [0, 1, 2, 3].map((row) =>
    algorithm.policy().act(log.observations.slice(3 * row, 3 * row + 3)),
  );
  expect(actions).toEqual([0, 1, 2, 3].map((row) => best(values.subarray(3 * row, 3 * row + 3))));
});

function best(values: Float32Array): number {
  return values.indexOf(Math.max(...values));
}
