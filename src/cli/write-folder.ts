import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { replace } from "./replace.ts";
import { writeSynced } from "./write-file.ts";

/**
 * Writes files into a new folder, which appears when all of them are on the disk. A folder that is there already and not
 * empty is left as it is, and refused.
 */
export function writeFolder(path: string, files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  return replace(path, async (temporary) => {
    for (const [name, contents] of files) {
      const file = join(temporary, name);
      await mkdir(dirname(file), { recursive: true });
      await writeSynced(file, [contents]);
    }
  });
}
