import { expect, test } from "vitest";
import { checkGlobalHeaps, checkVirtualHeaps } from "../../../src/dataset/hdf5/global-heap.ts";
import { fixture } from "../fixture.ts";
import { type Damage, readDamaged } from "./read-damaged.ts";

const file = "d3rlpy-control-ok.h5";

/** Where the file's one global heap begins and ends, its object 5, the text "2.1", and its free object. */
const heap = { start: 2112, end: 6208, text: 2240, free: 2264 } as const;

/** The little-endian bytes of a size of 8 bytes, written over those at `at`. */
function sizeAt(at: number, size: bigint): Damage {
  return Array.from({ length: 8 }, (_, i) => [at + i, Number((size >> BigInt(8 * i)) & 0xffn)]);
}

/** The file's one global heap, named by a virtual data set, begins at 2160; the size of its free object lies here. */
const virtual = { file: "virtual-rewards.hdf5", freeSize: 2256 + 8 } as const;

function damaged(damage: Damage): Uint8Array {
  const bytes = fixture(file);
  for (const [at, byte] of damage) bytes[at] = byte;
  return bytes;
}

test("sound files pass, with and without texts", () => {
  expect(() => checkGlobalHeaps(fixture(file))).not.toThrow();
  expect(() => checkGlobalHeaps(fixture("string-rewards-variable.hdf5"))).not.toThrow();
  expect(() => checkGlobalHeaps(fixture("user-block.hdf5"))).not.toThrow();
});

test.each([
  ["of size 0", 0n],
  ["shorter than its header", 8n],
  ["of no multiple of 8 bytes", 3940n],
  ["that ends behind its heap", 3952n],
  ["whose size is 0 in 32 bits", 2n ** 32n],
  ["whose size is right in 32 bits alone", 2n ** 32n + 3944n],
])("a free object %s is refused by its place, the rule and the value", (_, size) => {
  expect(() => checkGlobalHeaps(damaged(sizeAt(heap.free + 8, size)))).toThrow(
    "the HDF5 global heap at byte 2112 is damaged at byte 2264: " +
      `an object must take a multiple of 8 bytes from 16 to 3944; got ${size}`,
  );
});

test("a free object that is too short is refused where the objects after it end", () => {
  expect(() => checkGlobalHeaps(damaged(sizeAt(heap.free + 8, 3872n)))).toThrow("is damaged at byte 6136");
});

test("a rest of the heap that is too short for a header is free", () => {
  expect(() => checkGlobalHeaps(damaged(sizeAt(heap.free + 8, 3936n)))).not.toThrow();
});

test.each([0n, 4095n, 13144n - 2112n + 1n, 2n ** 32n + 4096n])("a heap of %d bytes is refused", (size) => {
  expect(() => checkGlobalHeaps(damaged(sizeAt(heap.start + 8, size)))).toThrow(
    `the HDF5 global heap at byte 2112 must take from 4096 to 11032 bytes; got ${size}`,
  );
});

test("a heap of another version is left to the library, which refuses it", async () => {
  const damage: Damage = [[heap.start + 4, 2], ...sizeAt(heap.free + 8, 0n)];
  expect(() => checkGlobalHeaps(damaged(damage))).not.toThrow();
  expect(await readDamaged(file, [damage], 20)).toEqual([
    "DatasetError: version cannot be decoded: wrong version number in global heap",
  ]);
});

test("damages at which the library would never return are refused", async () => {
  const unnumbered: Damage = [[heap.text, 0]];
  const damages = [
    sizeAt(heap.free + 8, 0n),
    unnumbered,
    [...unnumbered, ...sizeAt(heap.text + 8, 2n ** 32n)],
    sizeAt(heap.text + 8, 0xffff_fff0n),
  ];
  const at = (place: number, left: number): string =>
    `DatasetError: the HDF5 global heap at byte 2112 is damaged at byte ${place}: ` +
    `an object must take a multiple of 8 bytes from 16 to ${left}; got `;
  expect(await readDamaged(file, damages, 20)).toEqual([
    `${at(heap.free, 3944)}0`,
    `${at(heap.text, 3968)}3`,
    `${at(heap.text, 3968)}${2 ** 32}`,
    `${at(heap.text, 3968)}${2 ** 32}`,
  ]);
});

test("with any one byte of the heap set to 0 or 255 the file is read, or refused by a DatasetError", async () => {
  const damages: Damage[] = [];
  fixture(file).forEach((byte, at) => {
    if (at < heap.start || at >= heap.end) return;
    for (const value of [0, 255]) if (byte !== value) damages.push([[at, value]]);
  });
  const outcomes = await readDamaged(file, damages, 50);
  const others = outcomes.filter((outcome) => !/^(49 rows|DatasetError: .+)$/.test(outcome));
  expect(others).toEqual([]);
  expect(outcomes).toContain("49 rows");
});

test("a damaged heap that a virtual data set names is refused before the library opens it", async () => {
  expect(() => checkVirtualHeaps(fixture(virtual.file))).not.toThrow();
  expect(await readDamaged(virtual.file, [sizeAt(virtual.freeSize, 0n)], 20)).toEqual([
    "DatasetError: the HDF5 global heap at byte 2160 is damaged at byte 2256: " +
      "an object must take a multiple of 8 bytes from 16 to 4000; got 0",
  ]);
});

test("a virtual data set behind a user block names its heap by the distance from the superblock", () => {
  const bytes = new Uint8Array(512 + fixture(virtual.file).length);
  bytes.set(fixture(virtual.file), 512);
  expect(() => checkVirtualHeaps(bytes)).not.toThrow();
  bytes.fill(0, 512 + virtual.freeSize, 512 + virtual.freeSize + 8);
  expect(() => checkVirtualHeaps(bytes)).toThrow("heap at byte 2672 is damaged at byte 2768");
});

test("what looks like a damaged heap is no reason to refuse a file without texts and virtual data sets", () => {
  expect(() => checkVirtualHeaps(damaged(sizeAt(heap.free + 8, 0n)))).not.toThrow();
});

test("a heap is found behind other bytes that look like its beginning", () => {
  const bytes = damaged(sizeAt(heap.free + 8, 0n));
  bytes.set(new TextEncoder().encode("GGCOG"), 88);
  expect(() => checkGlobalHeaps(bytes)).toThrow("is damaged at byte 2264");
});

test("lengths of another size than 8 bytes are refused", () => {
  const bytes = fixture(file);
  bytes[14] = 4;
  expect(() => checkGlobalHeaps(bytes)).toThrow("lengths of 8 bytes; got 4");
});
