import { expect, test } from "vitest";
import { crc32 } from "../../../src/dataset/zip/crc32.ts";

test.each([
  ["", 0],
  ["123456789", 0xcbf43926],
  ["The quick brown fox jumps over the lazy dog", 0x414fa339],
])("the checksum of %j", (text, value) => {
  expect(crc32(new TextEncoder().encode(text))).toBe(value);
});
