import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The repository. */
export const root: string = fileURLToPath(new URL("../../", import.meta.url));

export const run = promisify(execFile);

/** What a clean clone does not have. */
const leftOut = new Set([
  ".git",
  "build",
  "dist",
  "generated.ts",
  "generated-relaxed.ts",
  "node_modules",
  "runs",
]);

/**
 * Packs the package into `destination` as npm publishes it, from a copy of the sources: packing builds, which must not
 * pull away what other tests import meanwhile, and a stale build cannot get in. Returns the path of the tarball.
 */
export async function packPackage(destination: string): Promise<string> {
  const clone = await mkdtemp(join(tmpdir(), "offline-rl-pack-"));
  try {
    await cp(root, clone, { recursive: true, filter: isSource });
    await symlink(join(root, "node_modules"), join(clone, "node_modules"), "junction");
    await run("npm", ["pack", "--pack-destination", destination], { cwd: clone });
  } finally {
    await rm(clone, { recursive: true });
  }
  return join(destination, await onlyTarball(destination));
}

function isSource(path: string): boolean {
  return !leftOut.has(basename(relative(root, path)));
}

/** npm's output also holds what the build prints, so the tarball is looked for instead. */
async function onlyTarball(folder: string): Promise<string> {
  const [tarball, ...others] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  if (tarball === undefined || others.length > 0) {
    throw new Error(`npm pack left no single tarball in ${folder}`);
  }
  return tarball;
}
