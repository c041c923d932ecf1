import { expect, test } from "vitest";
import { forEachRecord, lineEnd, RECORD_BYTES } from "../../../src/dataset/text/records.ts";
import { inParts } from "./text-file.ts";

async function linesOf(text: string | Uint8Array, partSize: number): Promise<[number, string][]> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const lines: [number, string][] = [];
  await forEachRecord(inParts(bytes, partSize), lineEnd, ({ bytes: found, start, end, line }) => {
    lines.push([line, new TextDecoder().decode(found.subarray(start, end))]);
  });
  return lines;
}

test.each([4, 5, 7, 100])(
  "lines are whole in parts of %d bytes, with LF or CR LF, and with or without a last end",
  async (size) => {
    const expected = [
      [1, "one"],
      [2, "two"],
      [3, "three"],
    ];
    expect(await linesOf("one\ntwo\r\nthree", size)).toEqual(expected);
    expect(await linesOf("\u{feff}one\r\ntwo\nthree\r\n\n\r\n", size)).toEqual(expected);
  },
);

test("a blank line before another is refused", async () => {
  await expect(linesOf("one\n\n\nfour", 3)).rejects.toThrow("line 2 must not be blank: line 4 follows it");
});

test("a line of 1 MiB is read, and one byte more refused, however it arrives", async () => {
  const longest = "x".repeat(RECORD_BYTES);
  expect(await linesOf(`${longest}\n`, 2 ** 19)).toEqual([[1, longest]]);
  await expect(linesOf(`a\n${longest}x\n`, 2 ** 19)).rejects.toThrow(
    "line 2 must have at most 1048576 bytes",
  );
  await expect(linesOf(`a\n${longest}x`, 2 ** 22)).rejects.toThrow("line 2 must have at most 1048576 bytes");
});

test("UTF-16 is refused", async () => {
  await expect(linesOf(new Uint8Array([0xff, 0xfe, 0x61, 0]), 4)).rejects.toThrow("must be UTF-8");
});
