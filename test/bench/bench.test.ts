import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Case {
  readonly name: string;
  readonly ours: number;
  readonly op?: number;
  readonly baselines: { readonly tfjs: number; readonly naive: number };
  readonly speedup: { readonly tfjs: number; readonly naive: number; readonly opOverTfjs?: number };
}

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const { cases }: { cases: Case[] } = JSON.parse(read("bench/results/bench.json"));

const shown = (value: number | undefined): string => value?.toLocaleString("en-US") ?? "–";

/** The cells of the rows below the comment that names the file. */
function table(path: string): string[][] {
  const [, after = ""] = read(path).split("<!-- bench/results/bench.json -->\n");
  const [rows = ""] = after.split("\n\n");
  const cells = rows.split("\n").map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return cells.slice(2);
}

test("bench/README.md has every case of bench.json with its numbers", () => {
  const rows = table("bench/README.md").map(([name, , ours, , ...others]) => [name, ours, ...others]);
  expect(rows).toEqual(
    cases.map(({ name, ours, op, baselines: { tfjs, naive }, speedup }) => [
      `\`${name}\``,
      ...[ours, op, tfjs, naive, speedup.tfjs, speedup.opOverTfjs, speedup.naive].map(shown),
    ]),
  );
});

test("README.md has numbers of bench.json in its order", () => {
  const rows = table("README.md").map(([, ours, tfjs, faster, op]) => [
    ours!.replace(/ .*/, ""),
    tfjs,
    faster!.replaceAll("**", ""),
    op,
  ]);
  const shownCases = cases.filter(({ name }) => !["logSumExp/256x4", "logSumExp/256x1000"].includes(name));
  expect(rows).toEqual(
    shownCases.map(({ ours, baselines, speedup }) =>
      [ours, baselines.tfjs, speedup.tfjs, speedup.opOverTfjs].map(shown),
    ),
  );
});
