import { expect, test } from "vitest";
import { openSource } from "../../../src/dataset/source.ts";
import { zipEntries } from "../../../src/dataset/zip/entries.ts";
import { readEntry } from "../../../src/dataset/zip/read-entry.ts";
import { fixture } from "../fixture.ts";

/** What the end record says of the central directory. */
function directoryStart(bytes: Uint8Array): number {
  return new DataView(bytes.buffer).getUint32(bytes.length - 6, true);
}

/** Reads the first member after a change to the bytes. */
async function readFirst(
  name: string,
  change: (view: DataView, central: number) => void,
): Promise<Uint8Array> {
  const bytes = fixture(`numpy/${name}.npz`);
  change(new DataView(bytes.buffer), directoryStart(bytes));
  const file = await openSource(bytes);
  const [entry] = (await zipEntries(file)).values();
  if (entry === undefined) throw new Error("no entry");
  return readEntry(file, entry);
}

test("contents are in memory of their own", async () => {
  const bytes = fixture("numpy/stored.npz");
  const file = await openSource(bytes);
  const [entry] = (await zipEntries(file)).values();
  const contents = await readEntry(file, entry!);
  expect(contents.length).toBe(176);
  expect(contents.buffer).not.toBe(bytes.buffer);
});

test.each([127, 1, 300, 100_000])("a member that claims %d bytes has another size", async (size) => {
  const read = readFirst("streamed", (view, central) => view.setUint32(central + 24, size, true));
  await expect(read).rejects.toThrow(`do not decompress to ${size} bytes`);
});

test("a size beyond what deflate can make of the data is refused before memory is taken", async () => {
  const read = readFirst("streamed", (view, central) => view.setUint32(central + 24, 0xfffffffe, true));
  await expect(read).rejects.toThrow("headers do not fit");
});

test.each([
  ["encrypted", 8, 0x0009, "observations.npy must not be encrypted"],
  ["of an unknown method", 10, 14, "observations.npy must be stored or deflated; got compression method 14"],
])("a member that is %s is refused", async (_, field, value, message) => {
  const read = readFirst("streamed", (view, central) => {
    view.setUint16(field - 2, value, true);
    view.setUint16(central + field, value, true);
  });
  await expect(read).rejects.toThrow(message);
});

test("a file in several parts is refused", async () => {
  const read = readFirst("stored", (view) => view.setUint16(view.byteLength - 18, 1, true));
  await expect(read).rejects.toThrow("a ZIP file in several parts is not read");
});
