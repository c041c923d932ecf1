import { expect, test } from "vitest";
import { columnMessage, messageColumn } from "../../../src/dataset/isolation/table-message.ts";

test("columns of every type cross as they are", () => {
  const columns = [
    { values: Float32Array.of(1.5, -0), width: 2, integer: false },
    { values: Float64Array.of(1e300), width: 1, integer: true },
    { values: Uint8Array.of(0, 1), width: 1, integer: true },
    { values: Int32Array.of(-5), width: 1, integer: true },
    { values: Uint32Array.of(2 ** 32 - 1), width: 1, integer: true },
    { texts: ["b", "a", "b", "", "ä"] },
  ];
  for (const column of columns) expect(messageColumn(columnMessage("x", column))).toEqual(["x", column]);
});

test("only the numbers of a column cross, not the buffer around them, and a text crosses once", () => {
  const part = new Float32Array(100).subarray(10, 12);
  expect(columnMessage("x", { values: part, width: 1, integer: false }).body).toHaveLength(8);
  expect(JSON.parse(columnMessage("x", { texts: ["a", "b", "a"] }).head).texts).toEqual(["a", "b"]);
});
