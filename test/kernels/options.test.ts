import { expect, test } from "vitest";
import { refuseUnknown } from "../../src/kernels/options.ts";

const known = ["rate", "seed"];
const refuse = (given: object) => () => refuseUnknown("learner", "setting", given, known);

const fitting: object[] = [{}, { rate: 1 }, { seed: 0, rate: 1 }, { rate: undefined }, Object.create(null)];

test.for(fitting)("%o, whose names are all known, passes", (given) => {
  expect(refuse(given)).not.toThrow();
});

const strange: { given: object; stranger: string }[] = [
  { given: { speed: 1 }, stranger: "speed" },
  { given: { rate: 1, Seed: 0 }, stranger: "Seed" },
  { given: { seeds: undefined }, stranger: "seeds" },
  { given: { toString: 1 }, stranger: "toString" },
  { given: { rate: 1, b: 1, a: 1 }, stranger: "b" },
];

test.for(strange)("the unknown name $stranger is refused, with the names that there are", (each) => {
  expect(refuse(each.given)).toThrow(
    new RangeError(`learner has no setting "${each.stranger}"; it has rate, seed`),
  );
});

test.for([
  { json: "null", shown: "null" },
  { json: "0.1", shown: "0.1" },
  { json: "false", shown: "false" },
  { json: '"rate"', shown: "rate" },
  { json: "[]", shown: "" },
])("$json from JavaScript, in place of an object, is refused", ({ json, shown }) => {
  expect(refuse(JSON.parse(json))).toThrow(
    new TypeError(`learner takes its settings as an object; got ${shown}`),
  );
});

test("nothing at all, from JavaScript, is refused", () => {
  const { missing } = JSON.parse("{}");
  expect(refuse(missing)).toThrow(new TypeError("learner takes its settings as an object; got undefined"));
});
