import { expect, test } from "vitest";
import { parseDecimal } from "../../../src/dataset/csv/number.ts";
import fc from "../../fast-check.ts";

function parse(text: string): number {
  const bytes = new TextEncoder().encode(`"${text}"`);
  return parseDecimal(bytes, 1, bytes.length - 1);
}

test("numbers are those of Number, to the last bit", () => {
  const digits = fc.stringMatching(/^[0-9]{0,25}$/);
  const exponent = fc.option(fc.integer({ min: -400, max: 400 }), { nil: undefined });
  fc.assert(
    fc.property(fc.constantFrom("", "-", "+"), digits, digits, exponent, (sign, whole, fraction, power) => {
      const text = `${sign}${whole || "0"}${fraction && `.${fraction}`}${power === undefined ? "" : `e${power}`}`;
      expect(parse(text)).toBe(Number(text));
    }),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parse(Object.is(value, -0) ? "-0" : String(value))).toBe(value);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ["5.", 5],
  [".5", 0.5],
  ["-0", -0],
  [" 1.5\t", 1.5],
  ["1E+2", 100],
  ["1e999", Number.POSITIVE_INFINITY],
])("%s is a number", (text, value) => {
  expect(parse(text)).toBe(value);
});

test.each([
  ...[
    "",
    ".",
    "-",
    "+",
    "e5",
    "1e",
    "1e+",
    "1e5x",
    "1.2.3",
    "1,5",
    "--1",
    "0x10",
    "NaN",
    "Infinity",
    "1_000",
  ],
  ..."1 2,NULL,１,1n,1e1.5,.e1".split(","),
])("%s is none", (text) => {
  expect(parse(text)).toBeNaN();
});
