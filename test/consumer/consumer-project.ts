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

/** Installs packages, as npm names them or paths of tarballs, into a new project that holds the files of project/. */
export async function createConsumerProject(...packages: string[]): Promise<ConsumerProject> {
  const folder = await mkdtemp(join(tmpdir(), "offline-rl-consumer-"));
  await cp(sources, folder, { recursive: true });
  await cp(log, join(folder, "public/log.hdf5"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages], { cwd: folder });
  return {
    folder,
    node: (...args) => run(process.execPath, args, { cwd: folder }),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** The optional reader of HDF5 files, in the version that this repository has installed. */
export async function hdf5Reader(): Promise<string> {
  const manifest = await readFile(join(root, "node_modules/h5wasm/package.json"), "utf8");
  const { version }: { version: string } = JSON.parse(manifest);
  return `h5wasm@${version}`;
}
