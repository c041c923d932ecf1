import { expect, test } from "vitest";
import {
  bounds,
  count,
  finite,
  flag,
  fraction,
  notNegative,
  oneOf,
  positive,
  positiveFraction,
  type Rule,
  resolveConfig,
  seed,
  sizes,
} from "../../src/algorithms/config.ts";
import { settingsOf } from "./settings.ts";

interface Contract {
  readonly name: string;
  readonly rule: Rule;
  readonly condition: string;
  readonly allowed: readonly unknown[];
  readonly refused: readonly unknown[];
}

const [nan, infinity] = [Number.NaN, Number.POSITIVE_INFINITY];

const contracts: readonly Contract[] = [
  {
    name: "positive",
    rule: positive,
    condition: "a positive number",
    allowed: [1, 1e-300, 1e300],
    refused: [0, -0, -1, nan, infinity, null, true, 1n, {}],
  },
  {
    name: "notNegative",
    rule: notNegative,
    condition: "0 or a positive number",
    allowed: [0, -0, 0.5],
    refused: [-1e-300, nan, infinity, null, false],
  },
  {
    name: "finite",
    rule: finite,
    condition: "a finite number",
    allowed: [0, -1e300],
    refused: [nan, infinity, -infinity, null],
  },
  {
    name: "fraction",
    rule: fraction,
    condition: "from 0 to 1",
    allowed: [0, 0.5, 1],
    refused: [-0.01, 1.01, nan, false],
  },
  {
    name: "positiveFraction",
    rule: positiveFraction,
    condition: "above 0 and at most 1",
    allowed: [1e-9, 1],
    refused: [0, 1.01, nan, true],
  },
  {
    name: "count",
    rule: count,
    condition: "an integer of at least 1",
    allowed: [1, 2 ** 53 - 1],
    refused: [0, -1, 1.5, nan, infinity, 2 ** 53, 1n],
  },
  {
    name: "seed",
    rule: seed,
    condition: "an integer from 0 to 2^53 - 1",
    allowed: [0, 2 ** 53 - 1],
    refused: [-1, 0.5, 2 ** 53, nan, 1n],
  },
  {
    name: "flag",
    rule: flag,
    condition: "true or false",
    allowed: [true, false],
    refused: [0, 1, null, nan],
  },
];

test.for(contracts)("$name lets pass $allowed", ({ rule, allowed }) => {
  for (const value of allowed) expect(() => rule("the field", value)).not.toThrow();
});

test.for(contracts.flatMap(({ refused, ...rest }) => refused.map((value) => ({ ...rest, value }))))(
  "$name refuses $value by name, rule and value",
  ({ rule, condition, value }) => {
    expect(() => rule("the field", value)).toThrow(
      new RangeError(`the field must be ${condition}; got ${String(value)}`),
    );
  },
);

test("sizes are an array of integers of at least 1, which may be empty", () => {
  for (const value of [[], [1], [256, 256]]) expect(() => sizes("the field", value)).not.toThrow();
  const rule = "the field must be an array of integers of at least 1";
  expect(() => sizes("the field", [64, 0.5])).toThrow(new RangeError(`${rule}; got [64, 0.5]`));
  expect(() => sizes("the field", [nan])).toThrow(new RangeError(`${rule}; got [NaN]`));
  expect(() => sizes("the field", 64)).toThrow(new RangeError(`${rule}; got 64`));
});

test("bounds are two numbers, the lower first, which may be equal or infinite", () => {
  const allowed = [
    [0, 1],
    [2, 2],
    [-infinity, infinity],
  ];
  for (const value of allowed) expect(() => bounds("the field", value)).not.toThrow();
  const rule = "the field must be two numbers, the lower first";
  expect(() => bounds("the field", [1, 0])).toThrow(new RangeError(`${rule}; got [1, 0]`));
  expect(() => bounds("the field", [nan, 0])).toThrow(new RangeError(`${rule}; got [NaN, 0]`));
  expect(() => bounds("the field", [5, -infinity])).toThrow(new RangeError(`${rule}; got [5, -Infinity]`));
  expect(() => bounds("the field", [1])).toThrow(new RangeError(`${rule}; got [1]`));
});

test("oneOf lets pass its choices alone, and shows a text in quotes", () => {
  const rule = oneOf("near", "far");
  for (const value of ["near", "far"]) expect(() => rule("the field", value)).not.toThrow();
  expect(() => rule("the field", "Near")).toThrow(
    new RangeError('the field must be one of near, far; got "Near"'),
  );
});

interface Config {
  readonly rate: number;
  readonly label: string;
  readonly limit?: number;
}

const defaults: Config = { rate: 0.5, label: "near" };
const rules = { rate: positive, label: oneOf("near", "far"), limit: positive };
const resolve = (given: Partial<Config>) => resolveConfig("theAlgorithm", rules, defaults, given);

test("given fields replace defaults, and those that are undefined do not", () => {
  expect(resolve({})).toEqual(defaults);
  expect(resolve({ rate: 2, limit: 3 })).toEqual({ rate: 2, label: "near", limit: 3 });
  expect(resolve(settingsOf([["rate", undefined]]))).toEqual(defaults);
});

test("neither the defaults nor what is given is changed, and the result cannot be", () => {
  const given = { rate: 2 };
  const config = resolve(given);
  expect([defaults, given]).toEqual([{ rate: 0.5, label: "near" }, { rate: 2 }]);
  expect(Object.isFrozen(config)).toBe(true);
});

test("a wrong value is refused by algorithm, field, rule and value", () => {
  expect(() => resolve({ rate: -1 })).toThrow(
    new RangeError("theAlgorithm's rate must be a positive number; got -1"),
  );
  expect(() => resolve({ label: "x" })).toThrow(
    new RangeError('theAlgorithm\'s label must be one of near, far; got "x"'),
  );
});

test.for([
  ["ratte", 1],
  ["ratte", undefined],
  ["toString", 1],
  ["__proto__", 1],
])("an unknown field, %s = %s, is refused and the known ones are named", (entry) => {
  expect(() => resolve(settingsOf([entry]))).toThrow(
    new RangeError(`theAlgorithm has no setting "${entry[0]}"; it has rate, label, limit`),
  );
});
