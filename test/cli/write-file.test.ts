import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile as writePlain } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeFile } from "../../src/cli/write-file.ts";
import { writeFolder } from "../../src/cli/write-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "offline-rl-write-"));
});

afterEach(() => rm(folder, { recursive: true }));

test("chunks are written one after another, over an old file", async () => {
  const path = join(folder, "file");
  await writePlain(path, "old");
  await writeFile(path, ["one ", Uint8Array.of(50)]);
  expect(await readFile(path, "utf8")).toBe("one 2");
  expect(await readdir(folder)).toEqual(["file"]);
});

test("where the chunks break off, the old file stays and nothing else is left", async () => {
  const path = join(folder, "file");
  await writePlain(path, "old");
  const broken = async function* (): AsyncGenerator<string> {
    yield "half";
    throw new Error("no more");
  };
  await expect(writeFile(path, broken())).rejects.toThrow(`cannot write ${path}: no more`);
  expect(await readFile(path, "utf8")).toBe("old");
  expect(await readdir(folder)).toEqual(["file"]);
});

test("a folder appears with all of its files", async () => {
  const path = join(folder, "set");
  await writeFolder(
    path,
    new Map([
      ["data/a", "1"],
      ["data/b", "2"],
    ]),
  );
  expect(await readFile(join(path, "data/b"), "utf8")).toBe("2");
  expect(await readdir(folder)).toEqual(["set"]);
});

test("a folder with something in it is not overwritten", async () => {
  const path = join(folder, "set");
  await mkdir(path);
  await writePlain(join(path, "precious"), "old");
  await expect(writeFolder(path, new Map([["a", "1"]]))).rejects.toThrow(`cannot write ${path}`);
  expect(await readdir(path)).toEqual(["precious"]);
  expect(await readdir(folder)).toEqual(["set"]);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s ends the process, and nothing is left", async (signal) => {
  const writer = fileURLToPath(new URL("./process/endless-write.ts", import.meta.url));
  const path = join(folder, "file");
  const child = spawn(process.execPath, ["--import", "tsx", writer, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  await once(child.stdout, "data");
  expect(await readdir(folder)).toHaveLength(1);
  child.kill(signal);
  expect(await closed).toEqual([null, signal]);
  expect(await readdir(folder)).toEqual([]);
});
