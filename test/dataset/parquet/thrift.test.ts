import { expect, test } from "vitest";
import { structureEnd } from "../../../src/dataset/parquet/thrift.ts";

function end(...bytes: number[]): number {
  return structureEnd(Uint8Array.from(bytes), 0);
}

const stop = 0;
const i32 = 0x15;
const binary = 0x18;
const list = 0x19;
const structure = 0x1c;

test("a structure ends with its stop, whatever it holds", () => {
  expect(end(stop, 99)).toBe(1);
  expect(end(i32, 0x80, 0x01, stop)).toBe(4);
  expect(end(0x11, 0x12, stop)).toBe(3);
  expect(end(binary, 2, 65, 66, stop)).toBe(5);
  expect(end(structure, i32, 4, stop, stop)).toBe(5);
  // a list of three i32, one of two truths
  expect(end(list, 0x35, 1, 2, 3, stop)).toBe(6);
  expect(end(list, 0x21, 1, 2, stop)).toBe(5);
  expect(structureEnd(Uint8Array.of(9, 9, i32, 1, stop), 2)).toBe(5);
});

test("lengths and counts beyond the bytes are refused before anything is made of them", () => {
  expect(() => end(binary, 0xff, 0xff, 0x03, 65, stop)).toThrow("end in the middle of a value");
  expect(() => end(list, 0xf5, 0xff, 0xff, 0x7f, 1)).toThrow(
    "a list of 2097151 entries must fit the 1 bytes",
  );
  expect(() => end(list, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x0f)).toThrow("below 2^28");
});

test("what is cut off, endless, too deep or of an unknown type is refused", () => {
  expect(() => end(i32)).toThrow("end in the middle of a structure");
  expect(() => end(i32, ...new Array(11).fill(0x80), stop)).toThrow("at most ten bytes");
  expect(() => end(...new Array(100).fill(structure), stop)).toThrow("must not be deeper than 24 levels");
  expect(() => end(0x1b, 1, stop)).toThrow("of the types that Parquet uses; got type 11");
});
