import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Case {
  readonly name: string;
  readonly ours: number;
  readonly relaxed?: number;
  readonly op?: number;
  readonly baselines: { readonly tfjs?: number; readonly naive?: number };
  readonly speedup: { readonly tfjs?: number; readonly naive?: number; readonly opOverTfjs?: number };
}

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const { cases: all }: { cases: Case[] } = JSON.parse(read("bench/results/bench.json"));
const cases = all.filter(({ name }) => !name.startsWith("data/"));

const shown = (value: number | undefined): string => value?.toLocaleString("en-US") ?? "–";

interface Scaling {
  readonly widths: readonly number[];
  readonly rows: readonly { readonly batchSize: number; readonly microseconds: readonly number[] }[];
}

/** The lines of the table below the comment that names the file. */
function rowsAfter(path: string, file: string): string[] {
  const [, after = ""] = read(path).split(`<!-- ${file} -->\n`);
  return after.split("\n\n")[0]!.trimEnd().split("\n");
}

function cellsOf(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** The cells of the benchmark's table, without its header. */
function table(path: string): string[][] {
  return rowsAfter(path, "bench/results/bench.json").slice(2).map(cellsOf);
}

test("bench/README.md has every case of bench.json with its numbers", () => {
  const rows = table("bench/README.md").map(([name, , ours, , ...others]) => [name, ours, ...others]);
  expect(rows).toEqual(
    cases.map(({ name, ours, relaxed, op, baselines: { tfjs, naive }, speedup }) => [
      `\`${name}\``,
      ...[ours, relaxed, op, tfjs, naive, speedup.tfjs, speedup.opOverTfjs, speedup.naive].map(shown),
    ]),
  );
});

const leftOut = ["logSumExp/256x4", "logSumExp/256x1000", "gather/256", "capture/overhead"];

test("README.md has numbers of bench.json in its order", () => {
  const rows = table("README.md").map(([, ours, tfjs, faster, op]) => [
    ours!.replace(/ .*/, ""),
    tfjs,
    faster!.replaceAll("**", ""),
    op,
  ]);
  const shownCases = cases.filter(({ name }) => !leftOut.includes(name));
  expect(rows).toEqual(
    shownCases.map(({ ours, baselines, speedup }) =>
      [ours, baselines.tfjs, speedup.tfjs, speedup.opOverTfjs].map(shown),
    ),
  );
});

test("bench/README.md has the scaling table of scaling.json", () => {
  const { widths, rows }: Scaling = JSON.parse(read("bench/results/scaling.json"));
  const [header = "", , ...lines] = rowsAfter("bench/README.md", "bench/results/scaling.json");
  expect(cellsOf(header).slice(1)).toEqual(widths.map((width) => `${width} × ${width}`));
  expect(lines.map(cellsOf)).toEqual(
    rows.map(({ batchSize, microseconds }) => [batchSize, ...microseconds].map(shown)),
  );
});

interface Load {
  readonly name: string;
  readonly ours: number;
  readonly seconds: number;
  readonly peakOverDecoded: number;
  readonly baselines: Readonly<Record<string, number>>;
  readonly speedup: Readonly<Record<string, number>>;
}

test("bench/README.md has the loads of bench.json", () => {
  const { cases: every }: { cases: Load[] } = JSON.parse(read("bench/results/bench.json"));
  const loads = every.filter(({ name }) => name.startsWith("data/load/"));
  const [, , ...lines] = rowsAfter("bench/README.md", "bench/results/bench.json, data/load");
  expect(loads.length).toBeGreaterThan(0);
  expect(lines.map(cellsOf)).toEqual(
    loads.map(({ name, ours, seconds, peakOverDecoded, baselines, speedup }) => {
      const [library = ""] = Object.keys(baselines);
      const figures = [ours, seconds, peakOverDecoded].map(shown);
      return [`\`${name}\``, ...figures, library, shown(baselines[library]), shown(speedup[library])];
    }),
  );
});
