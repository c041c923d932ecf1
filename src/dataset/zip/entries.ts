import { DatasetError } from "../dataset-error.ts";
import type { OpenFile } from "../source.ts";
import { centralHeaders } from "./directory.ts";
import { damaged, type EntryHeader, entryHeader, LOCAL } from "./entry-header.ts";

/** A member of a ZIP file whose two headers agree. */
export interface ZipEntry extends EntryHeader {
  /** Where its compressed contents begin. They lie inside the file. */
  readonly dataStart: number;
}

/** The bit of the flags that sizes and checksum follow the contents, and need not stand in the local header. */
const SIZES_BEHIND = 0x0008;

/** A name and an extra field may have this many bytes each. */
const LONGEST_LOCAL = LOCAL.bytes + 2 * 0xffff;

/**
 * The members of a ZIP file by name. All are checked, also those that nobody asks for: a name that is damaged would else
 * pass for another. Throws a DatasetError where the headers of one differ, and for a name that occurs twice.
 */
export async function zipEntries(file: OpenFile): Promise<ReadonlyMap<string, ZipEntry>> {
  const entries = new Map<string, ZipEntry>();
  for (const header of await centralHeaders(file)) {
    if (entries.has(header.name)) {
      throw new DatasetError(`the ZIP file has two entries ${JSON.stringify(header.name)}`);
    }
    entries.set(header.name, { ...header, dataStart: await dataStart(file, header) });
  }
  return entries;
}

async function dataStart(file: OpenFile, entry: EntryHeader): Promise<number> {
  if (entry.offset > file.size) throw damaged();
  const start = await file.slice(entry.offset, Math.min(file.size, entry.offset + LONGEST_LOCAL));
  const local = entryHeader(start, 0, LOCAL);
  const sameSizes =
    local.crc === entry.crc && local.size === entry.size && local.compressedSize === entry.compressedSize;
  const isSame = local.name === entry.name && local.method === entry.method && local.flags === entry.flags;
  if (!isSame || (!sameSizes && (entry.flags & SIZES_BEHIND) === 0)) throw damaged();
  const dataAt = entry.offset + local.end;
  if (dataAt + entry.compressedSize > file.size) throw damaged();
  return dataAt;
}
