import { expect, test } from "vitest";
import { checkObservationType } from "../../src/env/observation.ts";

test("a Float32Array is accepted, and a view of one", () => {
  const observation = new Float32Array(4);
  checkObservationType("the observation", observation);
  checkObservationType("the observation", observation.subarray(1, 3));
});

const others: { given: unknown; type: string }[] = [
  { given: new Float64Array(4), type: "Float64Array" },
  { given: new Int32Array(4), type: "Int32Array" },
  { given: [0, 0, 0, 0], type: "Array" },
  { given: { 0: 0, length: 1 }, type: "Object" },
  { given: 5, type: "Number" },
  { given: undefined, type: "Undefined" },
  { given: null, type: "Null" },
];

test.for(others)("$type is refused by name, rule and type", ({ given, type }) => {
  // @ts-expect-error: the compiler refuses it too
  expect(() => checkObservationType("the observation", given)).toThrow(
    new TypeError(`the observation must be a Float32Array; got ${type}`),
  );
});
