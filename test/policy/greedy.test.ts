import { expect, test } from "vitest";
import { greedyBatchPolicy, greedyPolicy } from "../../src/policy/greedy.ts";

function actOn(...scores: number[]): number {
  return greedyPolicy(() => Float32Array.of(...scores)).act(Float32Array.of(0));
}

test("the action of the largest score, wherever it stands and whatever its sign", () => {
  expect(actOn(3, 1, 2)).toBe(0);
  expect(actOn(1, 3, 2)).toBe(1);
  expect(actOn(-3, -2, -1)).toBe(2);
  expect(actOn(7)).toBe(0);
});

test("of equal scores the lowest action, zeros of either sign being equal", () => {
  expect(actOn(1, 5, 5, 5)).toBe(1);
  expect(actOn(0, 0, 0)).toBe(0);
  expect(actOn(-0, 0)).toBe(0);
});

test("infinite scores are ordered like numbers", () => {
  expect(actOn(1, Number.POSITIVE_INFINITY, 2)).toBe(1);
  expect(actOn(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, -1e30)).toBe(2);
});

test.for([0, 1, 2])("a NaN for action %d is refused, whatever the other scores are", (action) => {
  for (const others of [0, 100, Number.POSITIVE_INFINITY]) {
    const scores = [others, others, others].with(action, Number.NaN);
    expect(() => actOn(...scores)).toThrow(
      new RangeError(`the score of action ${action} must be a number; got NaN`),
    );
  }
});

test("the scores are those of the observation, asked for anew at every step", () => {
  const policy = greedyPolicy(([x]) => Float32Array.of(x!, -x!));
  expect([policy.act(Float32Array.of(1)), policy.act(Float32Array.of(-1))]).toEqual([0, 1]);
});

test.for([Number.NaN, Infinity, -Infinity])("an observation with %d is refused by its place", (bad) => {
  const policy = greedyPolicy(() => Float32Array.of(0, 1));
  expect(() => policy.act(Float32Array.of(1, bad))).toThrow(
    new RangeError(`observation[1] must be finite; got ${bad}`),
  );
});

test("an observation that is no Float32Array is refused, and the scores are not asked for", () => {
  const policy = greedyPolicy(() => {
    throw new Error("asked");
  });
  // @ts-expect-error: the compiler refuses them too
  const acts = [() => policy.act([1, 2]), () => policy.act(new Float64Array(2)), () => policy.act()];
  const types = ["Array", "Float64Array", "Undefined"];
  acts.forEach((act, i) => {
    expect(act).toThrow(new TypeError(`an observation must be a Float32Array; got ${types[i]}`));
  });
});

/** Two actions for observations of two components, which they value by the first and the second. */
const byComponent = greedyBatchPolicy(
  (observation) => observation,
  (observations) => observations,
  2,
);

test("actBatch gives the actions of act, row by row, and none for no rows", () => {
  const rows = [
    [1, 2],
    [2, 1],
    [3, 3],
  ];
  expect([...byComponent.actBatch(Float32Array.from(rows.flat()))]).toEqual([1, 0, 0]);
  expect(rows.map((row) => byComponent.act(Float32Array.from(row)))).toEqual([1, 0, 0]);
  expect(byComponent.actBatch(new Float32Array(0))).toEqual(new Int32Array(0));
});

test("actBatch names what is not finite by its place, and a NaN score by its row", () => {
  expect(() => byComponent.actBatch(Float32Array.of(0, 1, Number.NaN, 1))).toThrow(
    new RangeError("observations[2] must be finite; got NaN"),
  );
  const bad = greedyBatchPolicy(
    () => Float32Array.of(0),
    () => Float32Array.of(1, 2, 3, Number.NaN),
    1,
  );
  expect(() => bad.actBatch(Float32Array.of(0, 0))).toThrow(
    new RangeError("the score of action 1 in row 1 must be a number; got NaN"),
  );
  // @ts-expect-error: the compiler refuses it too
  expect(() => byComponent.actBatch([1, 2])).toThrow(
    new TypeError("observations must be a Float32Array; got Array"),
  );
});
