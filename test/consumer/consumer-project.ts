import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A project of somebody else that has installed the package from its tarball. */
export interface ConsumerProject {
  readonly folder: string;
  /** Runs Node in the project; resolves with what it printed. */
  node(...args: string[]): Promise<{ stdout: string; stderr: string }>;
  remove(): Promise<void>;
}

const run = promisify(execFile);

/** Packs the package as npm publishes it, and installs the tarball into a new project beside the given files. */
export async function createConsumerProject(): Promise<ConsumerProject> {
  const folder = await mkdtemp(join(tmpdir(), "offline-rl-consumer-"));
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: root });
  const tarball = JSON.parse(stdout)[0].filename;
  await cp(fileURLToPath(new URL("project/", import.meta.url)), folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const install = ["install", "--prefer-offline", "--no-audit", "--no-fund", `./${tarball}`];
  await run("npm", install, { cwd: folder });
  return {
    folder,
    node: (...args) => run(process.execPath, args, { cwd: folder }),
    remove: () => rm(folder, { recursive: true }),
  };
}
