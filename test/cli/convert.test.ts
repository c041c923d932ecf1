import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadDataset } from "../../src/dataset/load.ts";
import { fixturePath } from "../dataset/fixture.ts";
import "../typescript-children.ts";
import { offlineRl } from "./offline-rl.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "offline-rl-convert-"));
});

afterEach(() => rm(folder, { recursive: true }));

test("the columns of a converted log are those of the log, and no other file is left", async () => {
  const target = join(folder, "log.hdf5");
  const source = fixturePath("d3rlpy-control-ok.h5");
  const { code, out } = await offlineRl(["convert", source, target]);
  expect([code, out]).toEqual([0, `${target}: 49 rows, 3 episodes (d4rl)\n`]);
  const [before, after] = [await loadDataset(source), await loadDataset(target)];
  for (const column of ["observations", "actions", "rewards", "terminated", "truncated"] as const) {
    expect(after[column]).toEqual(before[column]);
  }
  expect(await readdir(folder)).toEqual(["log.hdf5"]);
});

test("a log that is refused leaves the old file as it was", async () => {
  const target = join(folder, "log.hdf5");
  await writeFile(target, "old");
  const { code, err } = await offlineRl(["convert", fixturePath("nan-rewards.hdf5"), target]);
  expect([code, err]).toEqual([1, "offline-rl: rewards[3] must be finite; got NaN\n"]);
  expect(await readFile(target, "utf8")).toBe("old");
});

test("where the file cannot be written, the message names it and the exit code is 1", async () => {
  const target = join(folder, "missing", "log.hdf5");
  const { code, err } = await offlineRl(["convert", fixturePath("control-ok.hdf5"), target]);
  expect(code).toBe(1);
  expect(err).toContain(`offline-rl: cannot write ${target}: ENOENT`);
});

test("a folder in the way of a file, and a folder with something in it, are refused before the log is read", async () => {
  const set = join(folder, "set-v0");
  await mkdir(set);
  await writeFile(join(set, "precious"), "old");
  const missing = join(folder, "missing.hdf5");
  expect((await offlineRl(["convert", missing, set, "--layout", "d3rlpy"])).err).toBe(
    `offline-rl: cannot write ${set}: it is a folder\n`,
  );
  expect((await offlineRl(["convert", missing, set, "--layout", "minari"])).err).toBe(
    `offline-rl: cannot write ${set}: there is something in it\n`,
  );
});

test("Parquet is written too", async () => {
  const target = join(folder, "log.parquet");
  const { code, out } = await offlineRl(["convert", fixturePath("d3rlpy-control-ok.h5"), target]);
  expect([code, out]).toEqual([0, `${target}: 49 rows, 3 episodes (parquet)\n`]);
  expect((await loadDataset(target)).rows).toBe(49);
});

test.each([
  [["log.hdf5"], "convert takes two files"],
  [["log.hdf5", "log.xyz"], 'the format of "log.xyz" is told by its ending; known: .hdf5, .h5'],
  [["log.hdf5", "log", "--layout", "minari"], "a Minari folder must be called as its dataset is, NAME-v0"],
  [["log.hdf5", "log", "--layout", "papyrus"], "unknown layout papyrus; known: d4rl"],
])("%j exits with 2", async (args, message) => {
  const { code, err } = await offlineRl(["convert", ...args]);
  expect(code).toBe(2);
  expect(err).toContain(`offline-rl: ${message}`);
});
