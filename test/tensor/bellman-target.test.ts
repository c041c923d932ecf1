import { mean, type Rank, type Tensor1D, type Tensor2D, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { type Backup, criticsTarget, expectedTarget, greedyTarget } from "../../src/tensor/bellman-target.ts";
import { init } from "../../src/tensor/init.ts";
import { mismatches } from "../conformance.ts";
import { backup, criticsValue, expectedValue, greedyValue } from "../kernels/reference/bellman-target.ts";
import { rows } from "../kernels/reference/rows.ts";
import { cube, matrix, vector } from "./draw.ts";
import { entriesOf, matrixOf, zerosAs } from "./entries.ts";
import { matrixShapes } from "./matrix-shapes.ts";
import { gradientsOf } from "./tape.ts";

await init();

const { NEGATIVE_INFINITY: lowest, POSITIVE_INFINITY: highest } = Number;

/** Rewards and discounts, every other discount 0. */
function drawBackup(rowCount: number): Backup {
  const stream = randomStream(0, `backup ${rowCount}`);
  const discounts = tensor1d(Array.from({ length: rowCount }, (_, row) => (row % 2) * 0.99));
  return { rewards: vector(stream, [rowCount]), discounts };
}

function targets({ rewards, discounts, lowerBound, upperBound }: Backup, next: number[]): number[] {
  const [reward, discount] = [entriesOf(rewards), entriesOf(discounts)];
  return next.map((value, row) =>
    backup(reward[row]!, discount[row]!, value, lowerBound ?? lowest, upperBound ?? highest),
  );
}

function expectTargets(got: Tensor1D, expected: number[]): void {
  expect(mismatches("target", entriesOf(got), expected, { relative: 2e-6, absolute: 2e-6 })).toEqual([]);
}

test.for(matrixShapes)(
  "greedyTarget of [%d, %d], alone and with another selector: within 2e-6 of float64",
  ([rowCount, actions]) => {
    const stream = randomStream(0, `greedy ${rowCount} ${actions}`);
    const step = drawBackup(rowCount);
    const [values, selector] = [matrix(stream, [rowCount, actions]), matrix(stream, [rowCount, actions])];
    const [valueRows, selectorRows] = [rows(entriesOf(values), actions), rows(entriesOf(selector), actions)];
    const alone = valueRows.map((row) => greedyValue(row, row));
    expectTargets(greedyTarget(step, values), targets(step, alone));
    const double = valueRows.map((row, i) => greedyValue(selectorRows[i]!, row));
    expectTargets(greedyTarget(step, values, selector), targets(step, double));
  },
);

test.for(matrixShapes)(
  "criticsTarget of %d critics, %d rows: within 2e-6 of float64",
  ([critics, rowCount]) => {
    const step = drawBackup(rowCount);
    const values = matrix(randomStream(0, `critics ${critics} ${rowCount}`), [critics, rowCount]);
    const byCritic = rows(entriesOf(values), rowCount);
    const byRow = Array.from({ length: rowCount }, (_, row) => byCritic.map((critic) => critic[row]!));
    for (const weight of [1, 0.75, 0]) {
      const next = byRow.map((each) => criticsValue(each, weight));
      expectTargets(criticsTarget(step, values, weight), targets(step, next));
    }
    expect(entriesOf(criticsTarget(step, values))).toEqual(entriesOf(criticsTarget(step, values, 1)));
  },
);

test.for(matrixShapes)(
  "expectedTarget of [%d, %d] with 1 and 3 critics: within 2e-6 of float64",
  ([rowCount, actions]) => {
    const stream = randomStream(0, `expected ${rowCount} ${actions}`);
    const step = drawBackup(rowCount);
    const logits = matrix(stream, [rowCount, actions]);
    const logitRows = rows(entriesOf(logits), actions);
    for (const critics of [1, 3]) {
      const values = cube(stream, [critics, rowCount, actions]);
      const byCritic = rows(entriesOf(values), rowCount * actions).map((each) => rows(each, actions));
      for (const temperature of [0, 0.5]) {
        const next = logitRows.map((row, i) =>
          expectedValue(
            row,
            byCritic.map((critic) => critic[i]!),
            temperature,
          ),
        );
        expectTargets(expectedTarget(step, logits, values, temperature), targets(step, next));
      }
    }
  },
);

test("a discount of 0 gives exactly the reward, even beside a NaN", () => {
  const step = { rewards: tensor1d([0.1, 0.1]), discounts: tensor1d([0, 0.5]) };
  const got = entriesOf(greedyTarget(step, matrixOf([[Number.NaN], [Number.NaN]])));
  expect(got).toEqual([Math.fround(0.1), Number.NaN]);
});

test("the target is limited to its bounds, of which either may be left out", () => {
  const step = { rewards: tensor1d([-9, 0, 9]), discounts: tensor1d([0, 0, 0]) };
  const values = zeros<Rank.R2>([3, 1]);
  const bounded = (bounds: Partial<Backup>) => entriesOf(greedyTarget({ ...step, ...bounds }, values));
  expect(bounded({ lowerBound: -1, upperBound: 2 })).toEqual([-1, 0, 2]);
  expect(bounded({ lowerBound: -1 })).toEqual([-1, 0, 9]);
  expect(bounded({ upperBound: 2 })).toEqual([-9, 0, 2]);
});

test("a target is a constant: no gradient reaches what it is made from, and none of them is missing", () => {
  const stream = randomStream(0, "constant");
  const [rewards, discounts] = [vector(stream, [3]), vector(stream, [3])];
  const step = { rewards, discounts };
  const [values, logits] = [matrix(stream, [3, 3]), matrix(stream, [3, 3])];
  const byCritic = cube(stream, [2, 3, 3]);
  const zerosOf = (length: number) => new Array(length).fill(0);
  const twoInputs = [zerosOf(3), zerosOf(3)];
  expect(gradientsOf([rewards, discounts, values], () => mean(greedyTarget(step, values, values)))).toEqual([
    ...twoInputs,
    zerosOf(9),
  ]);
  expect(gradientsOf([rewards, discounts, values], () => mean(criticsTarget(step, values)))).toEqual([
    ...twoInputs,
    zerosOf(9),
  ]);
  const expectation = () => mean(expectedTarget(step, logits, byCritic));
  expect(gradientsOf([rewards, discounts, logits, byCritic], expectation)).toEqual([
    ...twoInputs,
    zerosOf(9),
    zerosOf(18),
  ]);
});

const two = { rewards: zeros<Rank.R1>([2]), discounts: zeros<Rank.R1>([2]) };

test("what does not fit is refused by name", () => {
  expect(() => greedyTarget(two, zerosAs([2]))).toThrow(
    new RangeError("values must have rank 2; got the shape [2]"),
  );
  expect(() => greedyTarget(two, zerosAs([2, 3]), zerosAs<Tensor2D>([2, 4]))).toThrow(
    new RangeError("values and selector must have the same shape; got [2,3] and [2,4]"),
  );
  expect(() => greedyTarget(two, zerosAs([3, 4]))).toThrow(
    new RangeError("values must have 2 rows as the rewards; got the shape [3,4]"),
  );
  expect(() => greedyTarget({ ...two, discounts: zerosAs([3]) }, zerosAs([2, 4]))).toThrow(
    new RangeError("discounts must have 2 rows as the rewards; got the shape [3]"),
  );
  expect(() => greedyTarget({ ...two, rewards: zerosAs([2, 1]) }, zerosAs([2, 4]))).toThrow(
    new RangeError("rewards must have rank 1; got the shape [2,1]"),
  );
  expect(() => criticsTarget(two, zerosAs([2, 3]))).toThrow(
    new RangeError("values must have 2 rows as the rewards; got the shape [2,3]"),
  );
  expect(() => expectedTarget(two, zerosAs([2, 3]), zerosAs([1, 2, 4]))).toThrow(
    new RangeError("values must have 3 actions as the logits; got [1,2,4]"),
  );
  expect(() => expectedTarget(two, zerosAs([3, 3]), zerosAs([1, 2, 3]))).toThrow(
    new RangeError("logits must have 2 rows as the rewards; got the shape [3,3]"),
  );
  expect(() => greedyTarget(two, zeros<Rank.R2>([2, 3], "int32"))).toThrow(
    new TypeError("values must be float32; got int32"),
  );
});

test("no actions or no critics are refused", () => {
  expect(() => greedyTarget(two, zerosAs([2, 0]))).toThrow(
    new RangeError("the number of actions must be an integer of at least 1; got 0"),
  );
  expect(() => criticsTarget(two, zerosAs([0, 2]))).toThrow(
    new RangeError("the number of critics must be an integer of at least 1; got 0"),
  );
  expect(() => expectedTarget(two, zerosAs([2, 0]), zerosAs([1, 2, 0]))).toThrow(
    new RangeError("the number of actions must be an integer of at least 1; got 0"),
  );
  expect(() => expectedTarget(two, zerosAs([2, 3]), zerosAs([0, 2, 3]))).toThrow(
    new RangeError("the number of critics must be an integer of at least 1; got 0"),
  );
});

test.for([-0.1, 1.1, Number.NaN])("a minimumWeight of %d is refused", (weight) => {
  expect(() => criticsTarget(two, zerosAs([1, 2]), weight)).toThrow(
    new RangeError(`minimumWeight must lie in [0, 1]; got ${weight}`),
  );
});

test.for([-1, highest, Number.NaN])("a temperature of %d is refused", (temperature) => {
  expect(() => expectedTarget(two, zerosAs([2, 3]), zerosAs([1, 2, 3]), temperature)).toThrow(
    new RangeError(`temperature must be 0 or a positive number; got ${temperature}`),
  );
});

test.for([
  [2, 1],
  [Number.NaN, 1],
] as const)("bounds from %d to %d are refused", ([lowerBound, upperBound]) => {
  expect(() => greedyTarget({ ...two, lowerBound, upperBound }, zerosAs([2, 1]))).toThrow(
    new RangeError(`lowerBound must not exceed upperBound; got ${lowerBound} > ${upperBound}`),
  );
});

test("a misspelt bound is refused by every target", () => {
  const misspelt = { ...two, ...JSON.parse('{ "upper": 1 }') };
  const problem = new RangeError('the backup has no bound "upper"; it has lowerBound, upperBound');
  expect(() => greedyTarget(misspelt, zerosAs([2, 1]))).toThrow(problem);
  expect(() => criticsTarget(misspelt, zerosAs([1, 2]))).toThrow(problem);
  expect(() => expectedTarget(misspelt, zerosAs([2, 3]), zerosAs([1, 2, 3]))).toThrow(problem);
});
