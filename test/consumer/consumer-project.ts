import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root, run } from "./pack.ts";

/** A project of somebody else that has installed the package from its tarball. */
export interface ConsumerProject {
  readonly folder: string;
  /** Runs Node in the project; resolves with what it printed. */
  node(...args: string[]): Promise<{ stdout: string; stderr: string }>;
  remove(): Promise<void>;
}

const sources = fileURLToPath(new URL("project/", import.meta.url));
const log = join(root, "test/fixtures/data/control-ok.hdf5");
const table = join(root, "test/fixtures/parquet/version-1.parquet");

/** Installs packages, as npm names them or paths of tarballs, into a new project that holds the files of project/. */
export async function createConsumerProject(...packages: string[]): Promise<ConsumerProject> {
  const folder = await mkdtemp(join(tmpdir(), "offline-rl-consumer-"));
  await cp(sources, folder, { recursive: true });
  await cp(log, join(folder, "public/log.hdf5"));
  await cp(table, join(folder, "public/log.parquet"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages], { cwd: folder });
  return {
    folder,
    node: (...args) =>
      run(process.execPath, args, { cwd: folder, env: { ...process.env, NODE_OPTIONS: "" } }),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** The optional readers of HDF5 and Parquet, in the versions that this repository has installed. */
export function optionalReaders(): Promise<string[]> {
  return Promise.all(["h5wasm", "hyparquet"].map(installedVersion));
}

async function installedVersion(name: string): Promise<string> {
  const manifest = await readFile(join(root, `node_modules/${name}/package.json`), "utf8");
  const { version }: { version: string } = JSON.parse(manifest);
  return `${name}@${version}`;
}
