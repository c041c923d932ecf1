import { expect, test } from "vitest";
import { DatasetError } from "../../../src/dataset/dataset-error.ts";
import {
  jsonInteger,
  jsonNumbers,
  jsonObject,
  jsonText,
  parseJson,
} from "../../../src/dataset/minari/json.ts";

const parse = (text: string): unknown => parseJson(text, "metadata.json");

test("infinities stand where numbers do, and stay text inside texts", () => {
  expect(parse('{"low": [-Infinity, 1.5e3], "high": Infinity, "say": "\\"Infinity\\" -Infinity"}')).toEqual({
    low: [Number.NEGATIVE_INFINITY, 1500],
    high: Number.POSITIVE_INFINITY,
    say: '"Infinity" -Infinity',
  });
});

test.each([
  "NaN",
  "[1, NaN]",
  "+Infinity",
  "--Infinity",
  "1Infinity",
  "Infinity1",
  "infinity",
  "[1,]",
  "{",
  "",
])("%s is refused, with the name of the text", (text) => {
  expect(() => parse(text)).toThrow(DatasetError);
  expect(() => parse(text)).toThrow(/^metadata\.json must be JSON; /);
});

test("an object becomes a map, in which no key has a meaning", () => {
  const fields = jsonObject(parse('{"__proto__": 1, "constructor": 2}'), "space");
  expect([...fields]).toEqual([
    ["__proto__", 1],
    ["constructor", 2],
  ]);
  expect(fields.get("toString")).toBeUndefined();
});

test.each([
  [() => jsonObject([1], "space"), "space must be a JSON object; got a list"],
  [() => jsonObject(null, "space"), "space must be a JSON object; got null"],
  [() => jsonText(7, "type"), "type must be a text; got 7"],
  [() => jsonText(undefined, "type"), "type must be a text; got none"],
  [() => jsonInteger(-1, "total_steps", 0), "total_steps must be an integer of at least 0; got -1"],
  [() => jsonInteger(1.5, "total_steps", 0), "total_steps must be an integer of at least 0; got 1.5"],
  [() => jsonInteger(2 ** 53, "total_steps", 0), "total_steps must be an integer of at least 0"],
  [() => jsonInteger({}, "total_steps", 0), "got an object"],
  [() => jsonNumbers([1, ["2"]], "low"), 'low must hold numbers; got "2"'],
])("%s names the field, the rule and the value", (read, message) => {
  expect(read).toThrow(message);
});

test("nested lists are read row by row", () => {
  expect(
    jsonNumbers(
      [
        [1, 2],
        [3, 4],
      ],
      "low",
    ),
  ).toEqual([1, 2, 3, 4]);
  expect(jsonNumbers(5, "low")).toEqual([5]);
});

test("lists a million deep are refused without exhausting the stack", () => {
  const deep = parse(`${"[".repeat(1e6)}${"]".repeat(1e6)}`);
  expect(() => jsonNumbers(deep, "low")).toThrow("low must hold numbers; got a list");
});
