import { expect, test } from "vitest";
import { decodeArray } from "../../../src/dataset/numpy/array.ts";
import { arrayHeader } from "../../../src/dataset/numpy/header.ts";

function npy(text: string, version = 1): Uint8Array {
  const length =
    version === 1 ? [text.length & 0xff, text.length >> 8] : [text.length & 0xff, text.length >> 8, 0, 0];
  const prefix = [0x93, ...new TextEncoder().encode("NUMPY"), version, 0, ...length];
  return new Uint8Array([...prefix, ...new TextEncoder().encode(text)]);
}

function read(text: string, values: number, version = 1) {
  const bytes = npy(text, version);
  return arrayHeader("x", bytes, bytes.length + values);
}

test.each([
  ["{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }   \n", 48, [3, 4]],
  ["{'shape':(3L,),'fortran_order':True,'descr':'<f8'}", 24, [3]],
  ["{'descr': '|b1', 'fortran_order': False, 'shape': ()}", 1, []],
  ["{'descr': '<i2', 'fortran_order': False, 'shape': (0, 5)}", 0, [0, 5]],
])("%s is read", (text, bytes, shape) => {
  for (const version of [1, 2, 3]) expect(read(text, bytes, version).shape).toEqual(shape);
});

test.each([
  ["{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "shape is (-1,)"],
  ["{'descr': '<f4', 'fortran_order': False, 'shape': (3,, 4)}", "shape is (3,, 4)"],
  ["{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}", "shape is (9999"],
  [
    "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}",
    "must have 73786976294838206464 bytes",
  ],
  ["{'descr': '<f4', 'fortran_order': 0, 'shape': (3,)}", "it says 'fortran_order': 0"],
  ["{'descr': '<f4', 'fortran_order': False}", "it says }"],
  ["{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (3,)}", "descr occurs twice"],
  ["{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (3,)}", "it says 'descr': [('x'"],
  ["{'descr': __import__('os'), 'fortran_order': False, 'shape': (3,)}", "it says 'descr': __import__"],
  ["{'descr': '<c8', 'fortran_order': False, 'shape': (3,)}", 'must be stored as numbers; got type "<c8"'],
  ["{'descr': '<U5', 'fortran_order': False, 'shape': (3,)}", 'must be stored as numbers; got type "<U5"'],
  ["print()", "it is no dictionary"],
])("%s is refused", (text, message) => {
  expect(() => read(text, 12)).toThrow(message);
});

test("a header that is longer than its file, or than 1 MiB, is refused", () => {
  const bytes = npy("{}");
  bytes[8] = 200;
  expect(() => arrayHeader("x", bytes, bytes.length)).toThrow("it goes on beyond the end");
  const long = npy("{}", 2);
  long[10] = 0xff;
  expect(() => arrayHeader("x", long, long.length)).toThrow("it has 16711682 bytes");
  expect(() => arrayHeader("x", npy("{}", 4), 20)).toThrow("its version is 4.0");
});

test("a shape as long as a header may be is refused", () => {
  const shape = "1,".repeat(30_000);
  expect(() => read(`{'descr': '<f4', 'fortran_order': False, 'shape': (${shape})}`, 4)).toThrow(
    "shape is (1,1,",
  );
});

/** An array of one 64-bit integer, or of none. */
function decode(descr: string, shape: string, value: bigint, values = 8) {
  const head = npy(`{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}}`);
  const bytes = new Uint8Array([...head, ...new Uint8Array(BigInt64Array.of(value).buffer, 0, values)]);
  return decodeArray('"id"', bytes, arrayHeader('"id"', bytes, bytes.length));
}

test("64-bit integers are exact up to 2^53 - 1, and refused beyond, where two would become one", () => {
  expect(decode("<i8", "(1,)", 1n - 2n ** 53n).values).toEqual(Float64Array.of(1 - 2 ** 53));
  for (const [descr, value] of [
    ["<i8", -(2n ** 53n) - 1n],
    ["<u8", 2n ** 53n + 1n],
  ] as const) {
    expect(() => decode(descr, "(1,)", value)).toThrow(
      `"id" must have integers below 2^53, which are exact as numbers; got ${value}`,
    );
  }
});

test("rows of no values are refused", () => {
  expect(() => decode("<i8", "(1, 0)", 0n, 0)).toThrow(
    '"id" must have at least one value a row; got shape (1, 0)',
  );
});
