import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeFile } from "./write-file.ts";

/**
 * Writes files into a new folder, which appears when all of them are on the disk. A folder that is there already and not
 * empty is left as it is, and refused.
 */
export async function writeFolder(
  path: string,
  files: ReadonlyMap<string, Uint8Array | string>,
): Promise<void> {
  const temporary = `${path}.tmp-${process.pid}`;
  try {
    for (const [name, contents] of files) {
      const file = join(temporary, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, [contents]);
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true });
    throw new Error(`cannot write ${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
