import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { offlineRl } from "./offline-rl.ts";

test.concurrent("without a command it shows the usage and exits with 2", async () => {
  const { code, out, err } = await offlineRl([]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^offline-rl: a command is missing\n\nusage: offline-rl COMMAND/);
});

test.concurrent("an unknown command exits with 2", async () => {
  const { code, err } = await offlineRl(["cure", "log.hdf5"]);
  expect(code).toBe(2);
  expect(err).toMatch(/^offline-rl: unknown command cure\n/);
});

test.concurrent("--help lists the commands, and that of a command its options", async () => {
  const all = await offlineRl(["--help"]);
  expect(all).toMatchObject({ code: 0, err: "" });
  expect(all.out).toMatch(/^ {2}doctor +Says.*\n {2}convert +Reads.*\n {2}generate +Makes/m);
  const one = await offlineRl(["convert", "--help"]);
  expect(one).toMatchObject({ code: 0, err: "" });
  expect(one.out).toContain("usage: offline-rl convert IN OUT");
  expect(one.out).toContain("--layout NAME");
});

test.concurrent("--version is that of the package", async () => {
  const manifest: { version: string } = JSON.parse(
    await readFile(new URL("../../package.json", import.meta.url), "utf8"),
  );
  expect(await offlineRl(["--version"])).toEqual({ code: 0, out: `${manifest.version}\n`, err: "" });
});

test.concurrent("a failure is one line, and with --debug says where", async () => {
  const args = ["convert", "no-such-log.hdf5", "out.hdf5"];
  const { code, err } = await offlineRl(args);
  expect(code).toBe(1);
  expect(err).toMatch(/^offline-rl: cannot read no-such-log\.hdf5: .*\n$/);
  expect((await offlineRl([...args, "--debug"])).err).toMatch(/\n {4}at /);
});

test.concurrent("a reader that goes away is no failure", async () => {
  const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", main, "--help"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const [code] = await once(child, "close");
  expect([code, Buffer.concat(errors).toString()]).toEqual([0, ""]);
});
