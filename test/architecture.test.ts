import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { gradients } from "../src/tensor/gradients/index.ts";
import { replacements } from "../src/tensor/replacements/index.ts";

const text = readFileSync(new URL("../ARCHITECTURE.md", import.meta.url), "utf8");

/** The names of kernels in the paragraph or table that begins with a text. */
function names(beginning: string, of = (line: string): string => line): string[] {
  const [paragraph = ""] = text.slice(text.indexOf(beginning)).split("\n\n");
  return paragraph.split("\n").flatMap((line) => of(line).match(/\b_?[A-Z]\w+/g) ?? []);
}

test("ARCHITECTURE.md lists every kernel that stands in place of one of tfjs, and no other", () => {
  const listed = names("| stock kernel |", (row) => row.split("|")[1]!);
  expect(listed.toSorted()).toEqual(replacements.map(({ name }) => name).toSorted());
});

test("it lists every gradient that is registered for an op of tfjs", () => {
  const listed = names("tfjs-core registers no gradients");
  // which it calls comparisons and logical ops
  const isSummed = (name: string) => /^(Equal|NotEqual|Greater|Less|Logical)/.test(name);
  const registered = gradients.map(({ kernelName }) => kernelName);
  expect(registered.filter((name) => !listed.includes(name) && !isSummed(name))).toEqual([]);
});
