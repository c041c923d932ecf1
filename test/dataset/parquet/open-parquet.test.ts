import { expect, test } from "vitest";
import { openParquet } from "../../../src/dataset/parquet/open-parquet.ts";
import { openSource } from "../../../src/dataset/source.ts";
import type { TableColumn } from "../../../src/dataset/table.ts";
import { parquetFixture } from "./fixture.ts";

const GIBIBYTE = 2 ** 30;

async function open(name: string) {
  return openParquet(await openSource(parquetFixture(name)));
}

async function column(name: string, column: string): Promise<TableColumn> {
  return (await open(name)).readColumn(column, GIBIBYTE);
}

const rows = Array.from({ length: 40 }, (_, row) => row);

/** The formulas of make.py. */
const expected = {
  observation: {
    values: Float32Array.from(rows.flatMap((row) => [row * 10, row * 10 + 0.25, row * 10 + 0.5])),
    width: 3,
    integer: false,
  },
  action: { values: Float64Array.from(rows, (row) => row % 3), width: 1, integer: true },
  reward: { values: Float64Array.from(rows, (row) => row / 8), width: 1, integer: false },
  terminated: { values: Uint8Array.from(rows, (row) => Number(row % 10 === 9)), width: 1, integer: true },
  episode: { texts: rows.map((row) => `episode ${Math.floor(row / 10)}`) },
  small: { values: Int32Array.from(rows, (row) => row - 20), width: 1, integer: true },
  unsigned: { values: Uint32Array.from(rows, (row) => row + 2 ** 31), width: 1, integer: true },
};

const files = ["version-1", "version-2", "required", "plain-list", "encodings"];

test.each(files)("%s.parquet, written by pyarrow, gives the columns that were written", async (file) => {
  const parquet = await open(file);
  expect(parquet.rows).toBe(40);
  expect(parquet.names).toEqual([...Object.keys(expected).slice(0, 5), "note", "small", "unsigned"]);
  for (const [name, values] of Object.entries(expected)) {
    expect(await parquet.readColumn(name, GIBIBYTE), name).toEqual(values);
  }
});

test("a row group is read on its own", async () => {
  const parquet = await open("version-1");
  expect(parquet.groupRows).toEqual([16, 16, 8]);
  const { values } = expected.reward;
  const column = { width: 1, integer: false };
  expect(await parquet.readColumn("reward", GIBIBYTE, 1)).toEqual({
    ...column,
    values: values.slice(16, 32),
  });
  expect(await parquet.readColumn("reward", GIBIBYTE, 2)).toEqual({ ...column, values: values.slice(32) });
});

test("a file without rows has its columns, and they are empty", async () => {
  const parquet = await open("empty");
  expect(parquet.rows).toBe(0);
  expect(await parquet.readColumn("reward", GIBIBYTE)).toMatchObject({ width: 1, integer: false });
});

test("fields of a structure are columns of their own", async () => {
  const parquet = await open("odd");
  expect(parquet.names.filter((name) => name.startsWith("struct"))).toEqual(["struct.x", "struct.y"]);
  expect(await parquet.readColumn("struct.y", GIBIBYTE)).toMatchObject({
    values: Float64Array.of(0, 2, 4, 6),
  });
});

test("64-bit integers are exact up to 2^53 - 1, and refused beyond", async () => {
  const values = Float64Array.of(0, 2 ** 53 - 1, 1 - 2 ** 53, -2);
  expect(await column("odd", "largest_exact")).toMatchObject({ values });
  await expect(column("odd", "large")).rejects.toThrow(
    /^column large must have integers below 2\^53, which are exact as numbers; got 9007199254740992:/,
  );
});

test.each([
  ["null_number", "null_number[2] must be a value; got null"],
  ["null_list", "null_list[2] must be a list of values; got none, an empty one or one with a null"],
  ["null_entry", "null_entry[1] must be a list of values; got none, an empty one or one with a null"],
  ["ragged", "ragged[2] must have 2 values, as ragged[0] has"],
  ["decimal", "column decimal must hold numbers, booleans or texts; got FIXED_LEN_BYTE_ARRAY (DECIMAL)"],
  ["bytes", "column bytes must hold numbers, booleans or texts; got BYTE_ARRAY"],
  ["nested", "column nested must hold a number, a text or a list of numbers in each row; got lists of lists"],
  ["absent", "column absent is missing"],
])("column %s is refused in words", async (name, message) => {
  await expect(column("odd", name)).rejects.toMatchObject({ name: "DatasetError", message });
});

test.each([
  ["growing", "growing[1] must have 1 values, as growing[0] has"],
  ["empty", "empty[1] must be a list of values; got none, an empty one or one with a null"],
])("%s lists are no vectors, and no damage", async (name, message) => {
  await expect(column("lists", name)).rejects.toMatchObject({ name: "DatasetError", message });
});

test("another codec is named", async () => {
  await expect(column("zstd", "reward")).rejects.toThrow(
    "the compression ZSTD is not supported; write the file with Snappy or without any",
  );
});

test("a column that takes more than the limit is refused before it is read", async () => {
  const parquet = await open("version-1");
  await expect(parquet.readColumn("observation", 479)).rejects.toThrow(
    "column observation takes 480 bytes when decoded, more than maximumBytes = 479 leaves",
  );
  expect(await parquet.readColumn("observation", 480)).toEqual(expected.observation);
});

test("a page whose checksum fails is refused", async () => {
  const bytes = parquetFixture("version-1");
  const at = Buffer.from(bytes).indexOf(Buffer.from("episode 0"));
  bytes[at] = 69;
  const parquet = await openParquet(await openSource(bytes));
  await expect(parquet.readColumn("episode", GIBIBYTE)).rejects.toThrow(
    "the Parquet file is damaged: the checksum of a page does not fit its bytes",
  );
});

test("a few bytes that unfold to 32 MiB are refused by their count", async () => {
  expect(parquetFixture("bomb").length).toBeLessThan(20_000);
  const parquet = await open("bomb");
  await expect(parquet.readColumn("reward", 2 ** 25 - 1)).rejects.toThrow(
    /takes 33554432 bytes when decoded/,
  );
});

test("rows that the row groups do not have are refused", async () => {
  const bytes = parquetFixture("required");
  // in the metadata, num_rows = 40 as the third field (0x16 and zigzag 80), before the list of row groups (0x19)
  const at = Buffer.from(bytes).lastIndexOf(Buffer.from([0x16, 80, 0x19]));
  bytes[at + 1] = 82;
  await expect(openParquet(await openSource(bytes))).rejects.toThrow(
    "the Parquet file is damaged: 41 rows are declared, and its row groups have 40",
  );
});
