import { open } from "node:fs/promises";
import { replace } from "./replace.ts";

type Chunks = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/** Writes a file, whose path holds the old contents or all of the new ones. Chunks may come one by one. */
export function writeFile(path: string, chunks: Chunks): Promise<void> {
  return replace(path, (temporary) => writeSynced(temporary, chunks));
}

/** Writes a new file to the disk. */
export async function writeSynced(path: string, chunks: Chunks): Promise<void> {
  const handle = await open(path, "wx");
  try {
    for await (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
