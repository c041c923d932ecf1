import { expect, test } from "vitest";
import {
  type Backup,
  criticsTarget,
  expectedTarget,
  greedyTarget,
} from "../../src/kernels/bellman-target.ts";
import { createKernels } from "../../src/kernels/kernels.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { mismatches } from "../conformance.ts";
import { firstDifference } from "../first-difference.ts";
import { normals } from "./draw.ts";
import * as reference from "./reference/bellman-target.ts";
import { rows } from "./reference/rows.ts";

const kernels = await createKernels();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

function backup(rewards: readonly number[], discounts: readonly number[]): Backup {
  return { rewards: Float32Array.from(rewards), discounts: Float32Array.from(discounts) };
}

test("greedy: 1 + ½ · max(2, 6, 4) = 4; double: 1 + ½ · target[argmax online = 2] = 1 + ½ · 4 = 3", () => {
  const values = Float32Array.of(2, 6, 4);
  expect([...greedyTarget(kernels, backup([1], [0.5]), 3, values)]).toEqual([4]);
  expect([...greedyTarget(kernels, backup([1], [0.5]), 3, values, Float32Array.of(0, 1, 2))]).toEqual([3]);
});

test("ties go to the lowest action", () => {
  const selector = Float32Array.of(0, 7, 7, 7, 3);
  const values = Float32Array.of(10, 20, 30, 40, 50);
  expect([...greedyTarget(kernels, backup([0], [1]), 5, values, selector)]).toEqual([20]);
});

test("critics: 1 + ½ · min(2, 6) = 2; mixed with w = ¾: 1 + ½ · (¾ · 2 + ¼ · 6) = 2.5", () => {
  const values = Float32Array.of(2, 6);
  expect([...criticsTarget(kernels, backup([1], [0.5]), values)]).toEqual([2]);
  expect([...criticsTarget(kernels, backup([1], [0.5]), values, 0.75)]).toEqual([2.5]);
});

test("the minimum alone (w = 1) does not see an infinite maximum: 1 + ½ · min(2, ∞) = 2", () => {
  expect([...criticsTarget(kernels, backup([1], [0.5]), Float32Array.of(2, infinity))]).toEqual([2]);
});

test("expected: 1 + ½ · (½ · min(2, 3) + ½ · min(8, 4)) = 2.5, and + ½ · 2 · log 2 at temperature 2, within 2e-7", () => {
  const [logits, values] = [Float32Array.of(5, 5), Float32Array.of(2, 8, 3, 4)];
  const plain = expectedTarget(kernels, backup([1], [0.5]), 2, logits, values);
  expect(mismatches("target", plain, 2.5, { relative: 2e-7 })).toEqual([]);
  const soft = expectedTarget(kernels, backup([1], [0.5]), 2, logits, values, 2);
  expect(mismatches("target", soft, 2.5 + Math.log(2), { relative: 2e-7 })).toEqual([]);
});

/** Every kind of target, for the same row of two values. */
const kinds = [
  { kind: "greedy", target: (given: Backup, x: Float32Array) => greedyTarget(kernels, given, 2, x) },
  {
    kind: "double",
    target: (given: Backup, x: Float32Array) => greedyTarget(kernels, given, 2, x, Float32Array.of(1, 2)),
  },
  { kind: "minimum", target: (given: Backup, x: Float32Array) => criticsTarget(kernels, given, x) },
  { kind: "mixture", target: (given: Backup, x: Float32Array) => criticsTarget(kernels, given, x, 0.75) },
  {
    kind: "expected",
    target: (given: Backup, x: Float32Array) =>
      expectedTarget(kernels, given, 2, new Float32Array(2), x, 0.2),
  },
];
const bad = [nan, infinity, -infinity];
const pairs = bad.flatMap((first) => [[first, 1] as const, [1, first] as const, [first, first] as const]);

test.for(kinds)(
  "$kind: a discount of ±0 gives exactly the reward, with NaN or Infinity in the values",
  ({ target }) => {
    for (const reward of [-1.3, 0, 3e38]) {
      for (const discount of [0, -0]) {
        for (const pair of pairs) {
          const got = target(backup([reward], [discount]), Float32Array.from(pair));
          expect([...got]).toEqual([Math.fround(reward)]);
        }
      }
    }
  },
);

test.for(kinds)(
  "$kind: a NaN in a row that bootstraps gives NaN at every place, bounds or none",
  ({ target }) => {
    for (const pair of pairs.filter((each) => each.some(Number.isNaN))) {
      const values = Float32Array.from(pair);
      expect([...target(backup([1], [0.9]), values)]).toEqual([nan]);
      const bounded = { ...backup([1], [0.9]), lowerBound: -10, upperBound: 10 };
      expect([...target(bounded, values)]).toEqual([nan]);
    }
  },
);

test.for(kinds)("$kind: bounds limit the target and not the value, a terminal row's too", ({ target }) => {
  const values = Float32Array.of(100, 100);
  const bounds = { lowerBound: -2, upperBound: 5 };
  expect([...target({ ...backup([1], [0.5]), ...bounds }, values)]).toEqual([5]);
  expect([...target({ ...backup([-3], [0]), ...bounds }, values)]).toEqual([-2]);
  expect([...target({ ...backup([-30], [0.25]), ...bounds }, values)]).toEqual([-2]);
});

test("greedy, double, minimum and mixture targets are bit for bit those of float32 arithmetic in JavaScript", () => {
  const stream = randomStream(0, "Bellman targets");
  const [count, actions] = [5000, 3];
  const rewards = normals(stream, count);
  const discounts = Float32Array.from({ length: count }, () => Math.round(stream.uniform() + 0.3) * 0.99);
  const given = { rewards, discounts };
  const [online, values] = [normals(stream, count * actions, 10), normals(stream, count * actions, 10)];
  const expected = (next: (row: number) => number) =>
    rewards.map((r, row) =>
      discounts[row] === 0 ? r : Math.fround(r + Math.fround(discounts[row]! * next(row))),
    );
  const [onlineRows, valueRows] = [rows(online, actions), rows(values, actions)];
  const double = expected((row) => reference.greedyValue(onlineRows[row]!, valueRows[row]!));
  expect(firstDifference(greedyTarget(kernels, given, actions, values, online), double)).toBeUndefined();
  const critics = Array.from({ length: count }, (_, row) => [
    values[row]!,
    values[count + row]!,
    values[2 * count + row]!,
  ]);
  const minimum = expected((row) => Math.min(...critics[row]!));
  expect(firstDifference(criticsTarget(kernels, given, values), minimum)).toBeUndefined();
  const mixed = expected((row) => {
    const [smallest, largest] = [Math.min(...critics[row]!), Math.max(...critics[row]!)];
    return Math.fround(Math.fround(0.75 * smallest) + Math.fround(0.25 * largest));
  });
  expect(firstDifference(criticsTarget(kernels, given, values, 0.75), mixed)).toBeUndefined();
});

test("an action of probability 0 counts as absent, whatever its value", () => {
  const logits = Float32Array.of(0, -infinity, -1000);
  const values = Float32Array.of(3, nan, infinity);
  expect([...expectedTarget(kernels, backup([1], [0.5]), 3, logits, values, 0.7)]).toEqual([2.5]);
});

test("the minimum over critics stands inside the expectation: ½ · min(0, 8) + ½ · min(8, 0) = 0", () => {
  const values = Float32Array.of(0, 8, 8, 0);
  expect([...expectedTarget(kernels, backup([0], [1]), 2, new Float32Array(2), values)]).toEqual([0]);
});

test("bad sizes and settings are refused by name", () => {
  const [two, three] = [new Float32Array(2), new Float32Array(3)];
  const good = backup([0, 0], [0, 0]);
  expect(() => greedyTarget(kernels, { rewards: two, discounts: three }, 1, two)).toThrow(
    "discounts.length must be 2; got 3",
  );
  expect(() => greedyTarget(kernels, good, 2, three)).toThrow("values.length must be 4; got 3");
  expect(() => greedyTarget(kernels, good, 1, two, three)).toThrow("selector.length must be 2; got 3");
  expect(() => greedyTarget(kernels, { ...good, lowerBound: 2, upperBound: 1 }, 1, two)).toThrow(
    "lowerBound must not exceed upperBound; got 2 > 1",
  );
  expect(() => criticsTarget(kernels, good, three)).toThrow(
    "values.length must be a multiple of entries of a critic = 2; got 3",
  );
  expect(() => criticsTarget(kernels, good, two, 1.5)).toThrow("minimumWeight must lie in [0, 1]; got 1.5");
  expect(() => expectedTarget(kernels, good, 1, two, two, -1)).toThrow(
    "temperature must be 0 or a positive number; got -1",
  );
});

test("minimumWeight 0 is the maximum and 1 the minimum, also beside an infinite critic", () => {
  const backup = { rewards: Float32Array.of(1), discounts: Float32Array.of(1) };
  const values = Float32Array.of(Number.NEGATIVE_INFINITY, 5);
  expect([...criticsTarget(kernels, backup, values, 0)]).toEqual([6]);
  expect([
    ...criticsTarget(
      kernels,
      backup,
      values.map((x) => -x),
      1,
    ),
  ]).toEqual([-4]);
});

test.for(kinds)("$kind: a misspelt bound and a bound that is a text are refused", ({ target }) => {
  const given = backup([1], [0.5]);
  expect(() => target({ ...given, ...JSON.parse('{ "upper": 1 }') }, Float32Array.of(1, 2))).toThrow(
    new RangeError('the backup has no bound "upper"; it has lowerBound, upperBound'),
  );
  expect(() => target({ ...given, ...JSON.parse('{ "upperBound": "1" }') }, Float32Array.of(1, 2))).toThrow(
    new RangeError('lowerBound must not exceed upperBound; got -Infinity > "1"'),
  );
});
