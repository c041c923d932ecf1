import { expect, test } from "vitest";
import { readHdf5Dataset } from "../../src/dataset/hdf5.ts";
import { checkGlobalHeaps } from "../../src/dataset/hdf5-global-heap.ts";
import { fixture } from "./fixture.ts";

/** The file's one global heap begins at 2112; the size of its free object lies at 2272. */
function withFreeSize(size: number): Uint8Array {
  const bytes = fixture("d3rlpy-control-ok.h5");
  new DataView(bytes.buffer).setUint32(2272, size, true);
  return bytes;
}

test("sound files pass, with and without texts", () => {
  expect(() => checkGlobalHeaps(fixture("d3rlpy-control-ok.h5"))).not.toThrow();
  expect(() => checkGlobalHeaps(fixture("user-block.hdf5"))).not.toThrow();
});

test("a free object of size 0 is refused, where the library would never return", async () => {
  expect(() => checkGlobalHeaps(withFreeSize(0))).toThrow(
    "the HDF5 global heap at byte 2112 is damaged at byte 2264",
  );
  await expect(readHdf5Dataset(withFreeSize(0))).rejects.toThrow("global heap at byte 2112 is damaged");
}, 2000);

test("a free object that is too short is refused where the objects after it end", () => {
  expect(() => checkGlobalHeaps(withFreeSize(3868))).toThrow("is damaged at byte 6132");
});

test("a heap is found behind other bytes that look like its beginning", () => {
  const bytes = withFreeSize(0);
  bytes.set(new TextEncoder().encode("GGCOG"), 88);
  expect(() => checkGlobalHeaps(bytes)).toThrow("is damaged at byte 2264");
});

test("lengths of another size than 8 bytes are refused", () => {
  const bytes = fixture("d3rlpy-control-ok.h5");
  bytes[14] = 4;
  expect(() => checkGlobalHeaps(bytes)).toThrow("lengths of 8 bytes; got 4");
});
