import h5wasm from "h5wasm";
import { expect, test } from "vitest";
import {
  checkDecodedBytes,
  columnWidth,
  type Hdf5Column,
  numericColumn,
} from "../../../src/dataset/hdf5/column.ts";
import { readHdf5 } from "../../../src/dataset/hdf5/file.ts";
import { loadHdf5Library, withHdf5Session } from "../../../src/dataset/hdf5/library.ts";
import { fixture } from "../fixture.ts";
import { hdf5Bytes } from "./bytes.ts";

function declared(shape: number[], bytes = 0): Hdf5Column {
  return { name: "rewards", shape, integer: false, bytes, read: () => [] };
}

test.each([
  ["<f", Float32Array.of(-1.5, 2), false],
  ["<d", Float64Array.of(-1.5, 1e300), false],
  ["<b", Int8Array.of(-128, 127), true],
  ["<h", Int16Array.of(-32768, 32767), true],
  ["<i", Int32Array.of(-2147483648, 2147483647), true],
  ["<B", Uint8Array.of(0, 255), true],
  ["<H", Uint16Array.of(0, 65535), true],
  ["<I", Uint32Array.of(0, 4294967295), true],
] as const)("type %s is read as it is stored", async (dtype, values, integer) => {
  const bytes = await hdf5Bytes({ column: { data: values, dtype } });
  await readHdf5(bytes, (file) => {
    const column = file.column("column");
    expect(column.read()).toEqual(values);
    expect(column).toMatchObject({ shape: [2], integer, bytes: values.byteLength });
  });
});

test("64-bit integers are read as numbers", async () => {
  const bytes = await hdf5Bytes({
    signed: { data: BigInt64Array.of(-3n, 2n ** 40n) },
    unsigned: { data: BigInt64Array.of(5n), dtype: "<Q" },
  });
  await readHdf5(bytes, (file) => {
    expect(file.column("signed").read()).toEqual(Float64Array.of(-3, 2 ** 40));
    expect(file.column("unsigned").read()).toEqual(Float64Array.of(5));
  });
});

/** Written by h5py 3.16. */
test("filters of HDF5 are undone, and those of plug-ins are refused by name", async () => {
  await readHdf5(fixture("filters.hdf5"), (file) => {
    expect(file.column("scale_offset").read()).toEqual(Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7));
    expect(file.column("szip").read()).toEqual(Float32Array.of(0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75));
    expect(() => file.column("lzf")).toThrow(
      "lzf must be stored by gzip or without compression; got lzf, a plug-in of HDF5",
    );
  });
});

test("booleans, an enumeration over int8, are integers", async () => {
  await readHdf5(fixture("control-ok.hdf5"), (file) => {
    const timeouts = file.column("timeouts");
    const values = Array.from(timeouts.read());
    expect(timeouts.integer).toBe(true);
    expect(values.flatMap((flag, row) => (flag === 1 ? [row] : []))).toEqual([199, 399, 599, 799, 999]);
    expect(new Set(values)).toEqual(new Set([0, 1]));
  });
});

test("big-endian values equal the little-endian ones of the same log", async () => {
  const [big, little] = await Promise.all(
    ["big-endian.hdf5", "control-ok.hdf5"].map((name) =>
      readHdf5(fixture(name), (file) => file.column("observations").read()),
    ),
  );
  expect(big).toEqual(little);
});

test.each([
  ["string-rewards-variable.hdf5", "rewards must be stored as numbers; got type string"],
  ["string-rewards-fixed.hdf5", "rewards must be stored as numbers; got type string"],
  ["compound-rewards.hdf5", "rewards must be stored as numbers; got type compound"],
])("%s is refused by its type", async (name, message) => {
  await expect(readHdf5(fixture(name), (file) => file.column("rewards"))).rejects.toThrow(message);
});

test.each(["flipped-bytes-gzip.hdf5", "flipped-bytes-fletcher32.hdf5"])(
  "%s fails to decode",
  async (name) => {
    await readHdf5(fixture(name), (file) => {
      expect(() => file.column("observations").read()).toThrow(/^observations cannot be decoded: filter/);
    });
  },
);

test("2,000 damaged reads in a row leave the library fit to read a sound file", async () => {
  for (let i = 0; i < 2000; i++) {
    await expect(
      readHdf5(fixture("flipped-bytes-gzip.hdf5"), (file) => file.column("observations").read()),
    ).rejects.toThrow("observations cannot be decoded");
  }
  const sound = await readHdf5(fixture("control-ok.hdf5"), (file) => file.column("observations").read());
  expect(sound.length).toBe(3000);
}, 60_000);

test("a column counts with its declared size, but at least with one whole chunk, which is what is decoded", async () => {
  const data = Float32Array.of(1, 2);
  const bytes = await hdf5Bytes({
    fitting: { data, shape: [2], chunks: [2] },
    generous: { data, shape: [2], maxshape: [null], chunks: [1000] },
  });
  await readHdf5(bytes, (file) => {
    expect(file.column("fitting").bytes).toBe(8);
    expect(file.column("generous").bytes).toBe(4000);
  });
  await readHdf5(fixture("huge-declared-length.hdf5"), (file) => {
    expect(file.column("rewards").bytes).toBe(2 ** 40 * 4);
  });
});

test("values that the file neither holds nor defines are NaN, not what lay in memory", async () => {
  const bytes = await hdf5Bytes(
    { rewards: { data: Float32Array.of(1, 2), shape: [2], maxshape: [null], chunks: [2] } },
    (file) => {
      const rewards = file.get("rewards");
      if (rewards instanceof h5wasm.Dataset) rewards.resize([4]);
    },
  );
  // fill value message: version 2, allocation when written, and fill values where they are set, changed to never
  const message = bytes.findIndex((_, i) => [2, 3, 2, 1].every((byte, k) => bytes[i + k] === byte));
  bytes[message + 2] = 1;
  await readHdf5(bytes, (file) => {
    expect(file.column("rewards").read()).toEqual(Float32Array.of(1, 2, Number.NaN, Number.NaN));
  });
});

test("a virtual data set is refused, since its missing sources would read as zeros", async () => {
  const library = await loadHdf5Library();
  withHdf5Session(library, (session) => {
    const file = new library.h5wasm.File(session.path, "w");
    const entity = file.create_dataset({ name: "rewards", data: Float32Array.of(1) });
    const virtual_sources = [{ file_name: "other.h5", dset_name: "rewards" }];
    const metadata = { ...entity.metadata, virtual_sources };
    expect(() => numericColumn(session, { name: "rewards", entity, metadata })).toThrow(
      "rewards is a virtual data set, and the files that hold its values are not opened",
    );
    file.close();
  });
});

test("columns above the limit are refused with both sizes and the option that raises it", () => {
  const columns = [declared([10], 40), declared([20], 80)];
  expect(() => checkDecodedBytes(columns, 119)).toThrow(
    /take 120 bytes .*maximumBytes = 119.*maximumBytes: 120/,
  );
  expect(() => checkDecodedBytes(columns, 120)).not.toThrow();
});

test("(N) and (N, 1) have one value a row, (N, 3) three, and other shapes are refused", () => {
  expect([[5], [5, 1], [5, 3]].map((shape) => columnWidth(declared(shape)))).toEqual([1, 1, 3]);
  for (const shape of [[], [5, 2, 2]]) {
    expect(() => columnWidth(declared(shape))).toThrow(
      `rewards must have one or two axes; got shape (${shape.join(", ")})`,
    );
  }
});

test("a text that is a number, a list or too long is refused", async () => {
  const bytes = await hdf5Bytes({
    number: { data: Int32Array.of(2) },
    long: { data: "x".repeat(300), dtype: "S300" },
  });
  await readHdf5(bytes, (file) => {
    expect(() => file.text("number")).toThrow("number must be one short string; got type int32");
    expect(() => file.text("long")).toThrow("long must be one short string");
  });
});
