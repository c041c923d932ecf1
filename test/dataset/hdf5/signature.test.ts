import { expect, test } from "vitest";
import { superblockOffset } from "../../../src/dataset/hdf5/signature.ts";
import { fixture } from "../fixture.ts";

const signature = fixture("control-ok.hdf5").subarray(0, 8);

function withSignatureAt(offset: number): Uint8Array {
  const bytes = new Uint8Array(5000);
  bytes.set(signature, offset);
  return bytes;
}

test.each([0, 512, 1024, 2048, 4096])("a signature at %d is found", (offset) => {
  expect(superblockOffset(withSignatureAt(offset))).toBe(offset);
});

test.each([1, 256, 1536, 4000])("a signature at %d is none: HDF5 does not look there", (offset) => {
  expect(superblockOffset(withSignatureAt(offset))).toBe(-1);
});

test("no bytes, and a signature that is cut off, are no HDF5", () => {
  expect(superblockOffset(new Uint8Array(0))).toBe(-1);
  expect(superblockOffset(signature.subarray(0, 7))).toBe(-1);
});
