import { rmSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Makes a file or folder so that its path holds the old one or all of the new one, also after a crash: `make` writes it
 * beside the path, to the disk, and it is renamed. Where that fails or is interrupted, nothing else is left.
 */
export async function replace(path: string, make: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.tmp-${process.pid}`;
  const end = (signal: NodeJS.Signals): void => {
    rmSync(temporary, { recursive: true, force: true });
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.once(signal, end);
  try {
    await make(temporary);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true });
    throw new Error(`cannot write ${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  } finally {
    for (const signal of signals) process.off(signal, end);
  }
  await syncFolder(dirname(path));
}

/** The new name, too, must reach the disk. Windows cannot open folders and needs no sync. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
