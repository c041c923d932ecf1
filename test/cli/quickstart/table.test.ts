import { expect, test } from "vitest";
import { table } from "../../../src/cli/quickstart/table.ts";

test("columns are as wide as their widest cell; numbers stand flush right, texts flush left", () => {
  const columns = [{ title: "policy" }, { title: "return", isNumber: true }];
  const rows = [
    ["cloning", "7.5"],
    ["a longer name", "1,234.0"],
  ];
  expect(table(columns, rows)).toBe(
    [
      "policy          return",
      "─────────────  ───────",
      "cloning            7.5",
      "a longer name  1,234.0",
    ].join("\n"),
  );
});

test("a title may be the widest cell, and no line ends in spaces", () => {
  const text = table([{ title: "a wide title" }, { title: "name" }], [["x", "y"]]);
  expect(text).toBe(["a wide title  name", "────────────  ────", "x             y"].join("\n"));
});

test("without rows the titles stand alone", () => {
  expect(table([{ title: "policy" }], [])).toBe("policy\n──────");
});
