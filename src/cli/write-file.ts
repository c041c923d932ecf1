import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file so that its path holds the old contents or all of the new ones, also after a crash: into a temporary
 * file beside it, synced, then renamed. Chunks may come one by one.
 */
export async function writeFile(
  path: string,
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
): Promise<void> {
  const temporary = `${path}.tmp-${process.pid}`;
  try {
    await writeSynced(temporary, chunks);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new Error(`cannot write ${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  await syncFolder(dirname(path));
}

async function writeSynced(
  path: string,
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
): Promise<void> {
  const handle = await open(path, "wx");
  try {
    for await (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
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
