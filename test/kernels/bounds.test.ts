import { expect, test } from "vitest";
import { boundsOf } from "../../src/kernels/bounds.ts";

const { NaN: nan, NEGATIVE_INFINITY: lowest, POSITIVE_INFINITY: highest } = Number;

test("bounds that are not given are infinite", () => {
  expect(boundsOf({})).toEqual([lowest, highest]);
  expect(boundsOf({ lowerBound: -1 })).toEqual([-1, highest]);
  expect(boundsOf({ upperBound: 2 })).toEqual([lowest, 2]);
  expect(boundsOf({ lowerBound: 1, upperBound: 1 })).toEqual([1, 1]);
});

test.for([
  [2, 1],
  [nan, 1],
  [0, nan],
] as const)("bounds from %d to %d are refused", ([lowerBound, upperBound]) => {
  expect(() => boundsOf({ lowerBound, upperBound })).toThrow(
    new RangeError(`lowerBound must not exceed upperBound; got ${lowerBound} > ${upperBound}`),
  );
});

test.for([
  { json: '{ "lowerBound": "1", "upperBound": 2 }', shown: '"1" > 2' },
  { json: '{ "upperBound": "1" }', shown: '-Infinity > "1"' },
  { json: '{ "lowerBound": null }', shown: "null > Infinity" },
])("$json from JavaScript is refused", ({ json, shown }) => {
  expect(() => boundsOf(JSON.parse(json))).toThrow(
    new RangeError(`lowerBound must not exceed upperBound; got ${shown}`),
  );
});

test.for(['{ "upper": 1 }', '{ "upper": "1" }', '{ "upper": false, "lowerBound": 0 }'])(
  "%s, with a misspelt bound, is refused",
  (json) => {
    expect(() => boundsOf(JSON.parse(json))).toThrow(
      new RangeError('the backup has no bound "upper"; it has lowerBound, upperBound'),
    );
  },
);

test("a whole batch may be given: its further arrays are not taken for bounds", () => {
  const batch = { rewards: Float32Array.of(1), observations: Float32Array.of(1), lowerBound: 0 };
  expect(boundsOf(batch)).toEqual([0, highest]);
});
