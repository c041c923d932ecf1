import { expect, test } from "vitest";
import { decodeHybrid } from "../../../src/dataset/parquet/hybrid.ts";
import fc from "../../fast-check.ts";

function decode(bytes: number[], width: number, count: number, end: number = bytes.length): number[] {
  const out = new Uint32Array(count);
  decodeHybrid(Uint8Array.from(bytes), { start: 0, end, width }, out);
  return [...out];
}

test("a run repeats its number", () => {
  // 5 times 3, in two bits
  expect(decode([5 << 1, 3], 2, 5)).toEqual([3, 3, 3, 3, 3]);
});

test("packed numbers begin with the lowest bits: the example of Encodings.md", () => {
  const bytes = [(1 << 1) | 1, 0b10001000, 0b11000110, 0b11111010];
  expect(decode(bytes, 3, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test("a run and a packed group follow one another, and what is beyond the count is left", () => {
  expect(decode([2 << 1, 1, (1 << 1) | 1, 0b10101010], 1, 6)).toEqual([1, 1, 0, 1, 0, 1]);
});

test("numbers of 32 bits, and of none", () => {
  expect(decode([(1 << 1) | 1, 255, 255, 255, 255, 1, 0, 0, 128, ...new Array(24).fill(0)], 32, 3)).toEqual([
    2 ** 32 - 1,
    2 ** 31 + 1,
    0,
  ]);
  expect(decode([200, 1], 0, 100)).toEqual(new Array(100).fill(0));
});

test("a run that claims 2^31 numbers fills what there is and no more", () => {
  expect(decode([0xfe, 0xff, 0xff, 0xff, 0x0f, 1], 1, 3)).toEqual([1, 1, 1]);
});

test("bytes that end too soon are refused, and empty runs do not loop", () => {
  expect(() => decode([2], 8, 1)).toThrow("packed numbers end too soon");
  expect(() => decode([3, 0b1], 4, 8)).toThrow("packed numbers end too soon");
  expect(() => decode([0, 7, 0, 7], 8, 1)).toThrow("packed numbers end too soon");
  expect(() => decode([255, 255, 255, 255, 255, 255], 8, 1)).toThrow("at most five bytes");
  expect(() => decode([2, 1], 33, 1)).toThrow("at most 32 bits; got 33");
});

test("any numbers packed by the definition are unpacked", () => {
  const packed = fc.integer({ min: 1, max: 32 }).chain((width) =>
    fc.record({
      width: fc.constant(width),
      numbers: fc.array(fc.integer({ min: 0, max: 2 ** width - 1 }), { minLength: 1, maxLength: 40 }),
    }),
  );
  fc.assert(
    fc.property(packed, ({ width, numbers }) => {
      const groups = Math.ceil(numbers.length / 8);
      const bits = numbers.flatMap((number) =>
        Array.from({ length: width }, (_, i) => Math.floor(number / 2 ** i) % 2),
      );
      const bytes = new Array(groups * width).fill(0);
      bits.forEach((bit, i) => {
        bytes[i >> 3] += bit * 2 ** (i & 7);
      });
      expect(decode([(groups << 1) | 1, ...bytes], width, numbers.length)).toEqual(numbers);
    }),
  );
});
