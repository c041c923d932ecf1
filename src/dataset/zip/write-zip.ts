import { DatasetError } from "../dataset-error.ts";
import { joinBytes } from "../text/write-rows.ts";
import { crc32 } from "./crc32.ts";
import { CENTRAL, LOCAL } from "./entry-header.ts";

export interface ZipMember {
  /** ASCII. */
  readonly name: string;
  readonly contents: Uint8Array;
}

const END_SIGNATURE = 0x06054b50;
const VERSION = 20;

/** 1 January 1980, the earliest date: the same contents give the same bytes. */
const DATE = 0x21;

/** Without ZIP64 a file ends here. */
const LARGEST = 2 ** 32 - 1;

/** A ZIP file whose members are stored as they are. Throws a DatasetError for more than 4 GiB. */
export function writeZip(members: readonly ZipMember[]): Uint8Array {
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let offset = 0;
  for (const member of members) {
    const crc = crc32(member.contents);
    const local = header(LOCAL, member, crc, 0);
    locals.push(local, member.contents);
    centrals.push(header(CENTRAL, member, crc, offset));
    offset += local.length + member.contents.length;
    if (offset > LARGEST) throw new DatasetError("a ZIP file without ZIP64 must be below 4 GiB");
  }
  const directory = joinBytes(centrals);
  return joinBytes([...locals, directory, endRecord(members.length, directory.length, offset)]);
}

function header(
  layout: typeof CENTRAL,
  { name, contents }: ZipMember,
  crc: number,
  offset: number,
): Uint8Array {
  const bytes = new Uint8Array(layout.bytes + name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, layout.signature, true);
  view.setUint16(4, VERSION, true);
  if (layout.flags > 6) view.setUint16(6, VERSION, true);
  view.setUint16(layout.flags + 6, DATE, true);
  view.setUint32(layout.flags + 8, crc, true);
  view.setUint32(layout.flags + 12, contents.length, true);
  view.setUint32(layout.flags + 16, contents.length, true);
  view.setUint16(layout.nameLength, name.length, true);
  if (layout.offset !== undefined) view.setUint32(layout.offset, offset, true);
  bytes.set(new TextEncoder().encode(name), layout.bytes);
  return bytes;
}

function endRecord(entries: number, size: number, offset: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(22));
  view.setUint32(0, END_SIGNATURE, true);
  view.setUint16(8, entries, true);
  view.setUint16(10, entries, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return new Uint8Array(view.buffer);
}
