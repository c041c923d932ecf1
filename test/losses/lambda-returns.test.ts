import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { lambdaReturns } from "../../src/losses/lambda-returns.ts";
import { init } from "../../src/tensor/init.ts";
import { vector } from "../tensor/draw.ts";
import { entriesOf, vectorOf } from "../tensor/entries.ts";

await init();

test("by hand: rewards 1, 2, 4, γ = ½, λ = ½, V = 8: backwards 8, 2 + ½ (4 + 4), 1 + ½ (4 + 3)", () => {
  const steps = {
    rewards: vectorOf([1, 2, 4]),
    discounts: vectorOf([0.5, 0.5, 0.5]),
    continues: vectorOf([1, 1, 0]),
  };
  expect(entriesOf(lambdaReturns(steps, vectorOf([8, 8, 8]), 0.5))).toEqual([4.5, 6, 8]);
});

test("λ = 0 is one step and V; λ = 1 adds the rewards of the run, without V after its end", () => {
  const steps = {
    rewards: vectorOf([1, 2, 4]),
    discounts: vectorOf([1, 1, 0]),
    continues: vectorOf([1, 1, 0]),
  };
  const values = vectorOf([10, 20, 30]);
  expect(entriesOf(lambdaReturns(steps, values, 0))).toEqual([11, 22, 4]);
  expect(entriesOf(lambdaReturns(steps, values, 1))).toEqual([7, 6, 4]);
});

test("without continues every row is a run of its own", () => {
  const steps = { rewards: vectorOf([1, 2]), discounts: vectorOf([0.5, 0]) };
  expect(entriesOf(lambdaReturns(steps, vectorOf([4, 4]), 0.9))).toEqual([3, 2]);
});

test.for([1, 2, 7, 64, 100])("%i rows of several runs equal the recursion in float64 within 1e-5", (rows) => {
  const random = randomStream(0, "lambda returns");
  const [rewards, values] = [vector(random, [rows]), vector(random, [rows])];
  const discounts = Array.from({ length: rows }, () => (random.uniform() < 0.1 ? 0 : 0.99));
  const continues = discounts.map((discount, i) =>
    Number(discount > 0 && i < rows - 1 && random.uniform() < 0.9),
  );
  const [r, v] = [entriesOf(rewards), entriesOf(values)];
  const expected = r.slice();
  for (let t = rows - 1; t >= 0; t--) {
    const later = continues[t] === 1 ? 0.05 * v[t]! + 0.95 * expected[t + 1]! : v[t]!;
    expected[t] = r[t]! + discounts[t]! * later;
  }
  const steps = { rewards, discounts: vectorOf(discounts), continues: vectorOf(continues) };
  const got = entriesOf(lambdaReturns(steps, values, 0.95));
  expect(Math.max(...got.map((x, i) => Math.abs(x - expected[i]!)))).toBeLessThan(1e-5);
});
