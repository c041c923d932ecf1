import { expect, test } from "vitest";
import { DatasetError } from "../../../src/dataset/dataset-error.ts";
import { type LoadOptions, loadDataset } from "../../../src/dataset/load.ts";
import fc from "../../fast-check.ts";
import { flippedBytes, gzip, outcome, truncations } from "../table/damage.ts";

const columns = { observation: ["x", "y"], action: "a", reward: "r", terminated: "end", truncated: "cut" };

function load(text: string | Uint8Array<ArrayBuffer>, options: LoadOptions = { columns }) {
  return loadDataset(new File([text], "log.csv"), { onWarning: () => {}, ...options });
}

const text = "x,y,a,r,end,cut\n1,2,0,0.5,0,0\n3,4,1,-0.25,1,0\n5,6,2,1e-3,false,TRUE\n";

test("columns are found by their names, flags are 0 and 1 or words", async () => {
  const dataset = await load(text);
  expect([...dataset.observations]).toEqual([1, 2, 3, 4, 5, 6]);
  expect(dataset.rewards).toEqual(new Float32Array([0.5, -0.25, 1e-3]));
  expect(dataset.spec.actions).toEqual({ kind: "discrete", count: 3 });
  expect([...dataset.terminated]).toEqual([0, 1, 0]);
  expect([...dataset.truncated]).toEqual([0, 0, 1]);
});

test.each<[string, string]>([
  ["CR LF", text.replaceAll("\n", "\r\n")],
  ["a byte order mark", `\u{feff}${text}`],
  ["no last line feed", text.slice(0, -1)],
  ["blank last lines", `${text}\n\r\n`],
  ["semicolons", text.replaceAll(",", ";")],
  ["tabs", text.replaceAll(",", "\t")],
  ["every cell in quotes", text.replace(/[^,\n]+/g, '"$&"')],
  ["blanks around names and numbers", text.replaceAll(",", " , ")],
  [
    "the row numbers of pandas",
    text
      .split("\n")
      .map((line, i) => line && `${i || ""},${line}`)
      .join("\n"),
  ],
  [
    "columns that nobody asked for",
    text
      .replaceAll(/$/gm, ',"no, ""number""\n"')
      .replace(/"\n,.*\n"$/, '"\n')
      .replace(',"no, ""number""\n"', ",note"),
  ],
])("%s make no difference", async (_, variant) => {
  const { notes: _notes, ...dataset } = await load(text);
  expect(await load(variant)).toMatchObject(dataset);
});

test("a gzip file is decompressed", async () => {
  const file = new File([await gzip(new TextEncoder().encode(text))], "LOG.CSV.GZ");
  expect(await loadDataset(file, { columns, onWarning: () => {} })).toEqual(await load(text));
});

test("records across the bounds of chunks are whole", async () => {
  const rows = 30_000;
  const lines = Array.from({ length: rows }, (_, i) => `${i},"${"n".repeat(i % 7)}\n",${i % 2},1`);
  const dataset = await load(`x,note,action,r\n${lines.join("\n")}`, {
    columns: { observation: "x", action: "action", reward: "r", terminated: true },
  });
  expect(dataset.rows).toBe(rows);
  expect(dataset.observations.every((value, row) => value === row)).toBe(true);
});

test("labels may have quotes, delimiters and line feeds", async () => {
  const { spec, actions } = await load('x,action,r\n1,"a ""b"", c",0\n2,"d\ne",0\n3,"a ""b"", c",0\n', {
    columns: { observation: "x", action: "action", reward: "r", terminated: true },
  });
  expect(spec.actions).toMatchObject({ labels: ['a "b", c', "d\ne"] });
  expect([...actions]).toEqual([0, 1, 0]);
});

test("sessions are told apart as texts", async () => {
  const { episodes } = await load("x,a,r,id\n1,0,0,1e5\n2,0,0,100000\n3,1,0,1e5\n", {
    columns: { observation: "x", action: "a", reward: "r", episode: "id" },
  });
  expect(episodes).toEqual([
    { start: 0, end: 2 },
    { start: 2, end: 3 },
  ]);
});

test("numbers with a point are continuous actions", async () => {
  const { spec } = await load(text.replace("4,1,", "4,1.0,"));
  expect(spec.actions.kind).toBe("continuous");
});

const header = "x,y,a,r,end,cut\n1,2,0,0.5,0,0\n";

test.each<[string, string, string]>([
  ["an empty file", "", "the file must begin with the names of columns; it is empty"],
  ["a header alone", "x,y,a,r,end,cut\n", "a dataset must have at least one row"],
  ["a missing cell", `${header}3,4,1,1,1`, "line 3 must have 6 cells, as the header has; got 5"],
  ["a cell too many", `${header}3,4,1,1,1,0,`, "line 3 must have 6 cells, as the header has; got 7"],
  ["NaN", `${header}3,4,1,NaN,1,0`, 'line 3, column "r" must be a finite number; got "NaN"'],
  ["Infinity", `${header}3,4,1,Infinity,1,0`, 'column "r" must be a finite number; got "Infinity"'],
  ["1e999", `${header}3,4,1,1e999,1,0`, 'column "r" must be a finite number; got "1e999"'],
  ["an empty cell", `${header}3,4,1,,1,0`, 'column "r" must be a finite number; got ""'],
  [
    "1e39 in a vector",
    `${header}1e39,4,1,1,1,0`,
    'column "x" must be a number that is finite in float32; got "1e39"',
  ],
  ["a flag of 2", `${header}3,4,1,1,2,0`, 'column "end" must be 0 or 1, or true or false; got "2"'],
  [
    "a label after numbers",
    `${header}3,4,up,1,1,0`,
    'column "a" must be a number, as in the rows before; got "up"',
  ],
  [
    "a fractional index",
    `${header.replace("2,0,", "2,up,")}3,4,1,1,1,0`,
    'column "a" must be a label, as in the rows before; got "1"',
  ],
  ["an open quote", `${header}3,4,1,1,1,"0`, "line 3, column 6: a quote is not closed"],
  ["a quote inside a cell", `${header}3,4"4",1,1,1,0`, "line 3, column 2: a quote must begin its cell"],
  ["text behind a quote", `${header}"3"3,4,1,1,1,0`, "line 3, column 1: text follows a closing quote"],
  [
    "a lone carriage return",
    `${header}3,4\r,1,1,1,0`,
    "line 3, column 2: a carriage return must be followed",
  ],
  ["a blank line", `${header}\n3,4,1,1,1,0`, "line 3 must not be blank: line 4 follows it"],
  ["a duplicate name", "x,y,a,r,end,x\n", 'line 1: columns 1 and 6 are both called "x"'],
  ["an empty name", "x,y,a,r,,cut\n", "line 1, column 5: the header must name each column"],
  ["10,001 columns", `${"x".repeat(10_001).split("").join(",")}\n`, "line 1 must have at most 10000 columns"],
])("%s is refused", async (_, damaged, message) => {
  const error: unknown = await load(damaged).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DatasetError);
  expect(String(error)).toContain(message);
});

test("lines are those of the file, also behind a cell of several", async () => {
  await expect(
    load('x,a,r,note\n1,0,0,"\n\n"\nnone,0,0,\n', {
      columns: { observation: "x", action: "a", reward: "r", terminated: true },
    }),
  ).rejects.toThrow('line 5, column "x" must be');
});

test("an unknown delimiter and text that is not UTF-8 are refused", async () => {
  await expect(load(text, { columns, ...JSON.parse('{ "delimiter": "|" }') })).rejects.toThrow(
    'delimiter must be "," or ";" or "\\t"; got "|"',
  );
  const bytes = new TextEncoder().encode(text.replace("2,0,", "2,Q,"));
  bytes[bytes.indexOf(0x51)] = 0xff;
  await expect(load(bytes)).rejects.toThrow(
    'line 2, column "a" must be UTF-8; got "bytes that are not UTF-8"',
  );
});

test("the columns and the decompressed text are limited, and a bomb stops early", async () => {
  const rows = "1,2,0,0.5,1,0\n".repeat(5000);
  await expect(load(`x,y,a,r,end,cut\n${rows}`, { columns, maximumBytes: 60_000 })).rejects.toThrow(
    "the columns take more than maximumBytes = 60000",
  );
  const bomb = await gzip(new Uint8Array(2 ** 23));
  expect(bomb.length).toBeLessThan(10_000);
  const file = (): File => new File([bomb], "bomb.csv.gz");
  await expect(loadDataset(file(), { maximumBytes: 10_000 })).rejects.toThrow(
    "bomb.csv.gz becomes more than maximumBytes = 10000 when decompressed",
  );
  await expect(loadDataset(file())).rejects.toThrow("line 1 must have at most 1048576 bytes");
});

test("a flipped byte of gzip is an error or makes no difference, and so is every early end", async () => {
  const options: LoadOptions = { columns, format: "csv" };
  const bytes = await gzip(new TextEncoder().encode(text));
  const sound = await outcome(bytes, options);
  for (const damaged of flippedBytes(bytes)) {
    const found = await outcome(damaged, options);
    if (typeof found !== "string") expect(found).toEqual(sound);
  }
  for (const damaged of truncations(bytes)) expect(await outcome(damaged, options)).toBeTypeOf("string");
});

test("a flipped byte or an early end of text is data or a DatasetError", async () => {
  const options: LoadOptions = { columns, format: "csv" };
  const bytes = new TextEncoder().encode(text);
  const found = new Set<unknown>();
  for (const damaged of [...flippedBytes(bytes), ...truncations(bytes)])
    found.add(typeof (await outcome(damaged, options)));
  expect([...found].sort()).toEqual(["object", "string"]);
});

test("whatever the text, it is data or a DatasetError", async () => {
  const pieces = fc.constantFrom(
    ",",
    "\n",
    "\r",
    '"',
    '""',
    ";",
    "1",
    "-",
    ".",
    "e",
    "x",
    "é",
    "\u{feff}",
    "\0",
    " ",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 40 }), async (parts) => {
      const bytes = new TextEncoder().encode(`${header}${parts.join("")}`);
      expect(["object", "string"]).toContain(typeof (await outcome(bytes, { columns, format: "csv" })));
    }),
    { numRuns: 500 },
  );
});
