import type { CompressionCodec, Encoding, PageHeader } from "hyparquet";
import { DatasetError } from "../dataset-error.ts";
import { crc32 } from "../zip/crc32.ts";
import type { Chunk } from "./chunk.ts";
import { damaged, declared, parsed } from "./damage.ts";
import { decodeHybrid } from "./hybrid.ts";
import type { ParquetLibrary } from "./library.ts";
import { structureEnd } from "./thrift.ts";

/** The values of a page, and which rows and entries they belong to. */
export interface DataPage {
  readonly count: number;
  readonly encoding: Encoding;
  /** The encoded values. */
  readonly values: Uint8Array;
  /** 0 where a row begins. Undefined in a column of one value a row. */
  readonly repetition: Uint8Array | undefined;
  /** The maximum of the column where there is a value. Undefined in a column without nulls. */
  readonly definition: Uint8Array | undefined;
}

/** A page as it is stored. */
interface StoredPage {
  readonly header: PageHeader;
  readonly bytes: Uint8Array;
}

/** Snappy copies at most 64 bytes for each three; a declared size far beyond is a lie. */
const SNAPPY_RATIO = 22;

/**
 * The pages of a chunk in their order: `onDictionary` is called with the encoded entries of a dictionary, `onPage` with
 * each page of data. Throws a DatasetError for a checksum that fails, for a size or a count that is impossible, and for
 * a codec other than Snappy.
 */
export function eachPage(
  library: ParquetLibrary,
  chunk: Chunk,
  bytes: Uint8Array,
  onDictionary: (values: Uint8Array, count: number) => void,
  onPage: (page: DataPage) => void,
): void {
  let at = 0;
  let left = chunk.valueCount;
  while (left > 0) {
    const headerEnd = structureEnd(bytes, at);
    const page = storedPage(library, bytes, at, headerEnd);
    at = headerEnd + page.bytes.length;
    const { dictionary_page_header: dictionary } = page.header;
    if (page.header.type === "DICTIONARY_PAGE" && dictionary) {
      const content = decompress(library, chunk.codec, page.bytes, pageSize(page));
      onDictionary(content, declared("the number of entries of a dictionary", dictionary.num_values));
    } else if (page.header.type !== "INDEX_PAGE") {
      const data = dataPage(library, chunk, page, left);
      left -= data.count;
      onPage(data);
    }
  }
}

function storedPage(library: ParquetLibrary, bytes: Uint8Array, at: number, headerEnd: number): StoredPage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = parsed("the header of a page", () => library.parquetHeader({ view, offset: at }));
  const length = declared("the size of a page", header.compressed_page_size, bytes.length - headerEnd);
  const content = bytes.subarray(headerEnd, headerEnd + length);
  if (header.crc !== undefined && crc32(content) !== Number(header.crc) >>> 0) {
    throw damaged("the checksum of a page does not fit its bytes");
  }
  return { header, bytes: content };
}

function pageSize({ header }: StoredPage): number {
  return declared("the uncompressed size of a page", header.uncompressed_page_size, 2 ** 31);
}

function dataPage(library: ParquetLibrary, chunk: Chunk, page: StoredPage, left: number): DataPage {
  const { data_page_header: first, data_page_header_v2: second } = page.header;
  const header = page.header.type === "DATA_PAGE" ? first : second;
  if (header === undefined) throw damaged(`a page must hold data or a dictionary; got ${page.header.type}`);
  const count = declared("the number of values in a page", header.num_values, left);
  if (count === 0 && page.bytes.length === 0) throw damaged("a page is empty");
  const sizes = page.header.type === "DATA_PAGE_V2" ? second : undefined;
  return {
    count,
    encoding: header.encoding,
    ...(sizes ? secondVersion(library, chunk, page, count) : firstVersion(library, chunk, page, count)),
  };
}

type Content = Pick<DataPage, "values" | "repetition" | "definition">;

/** Levels, each after its length, and values are compressed together. */
function firstVersion(library: ParquetLibrary, chunk: Chunk, page: StoredPage, count: number): Content {
  const bytes = decompress(library, chunk.codec, page.bytes, pageSize(page));
  let at = 0;
  const levels = (maximum: number): Uint8Array | undefined => {
    if (maximum === 0) return undefined;
    const start = at + 4;
    const length = declared("the length of levels", prefix(bytes, at), bytes.length - start);
    at = start + length;
    return decodeLevels(bytes.subarray(start, at), maximum, count);
  };
  const repetition = levels(chunk.leaf.maximumRepetition);
  const definition = levels(chunk.leaf.maximumDefinition);
  return { repetition, definition, values: bytes.subarray(at) };
}

/** Levels stand uncompressed before the values, and the header has their lengths. */
function secondVersion(library: ParquetLibrary, chunk: Chunk, page: StoredPage, count: number): Content {
  const { bytes } = page;
  const header = page.header.data_page_header_v2;
  const repetitionEnd = declared("the length of levels", header?.repetition_levels_byte_length, bytes.length);
  const room = bytes.length - repetitionEnd;
  const start = repetitionEnd + declared("the length of levels", header?.definition_levels_byte_length, room);
  const levels = (from: number, to: number, maximum: number): Uint8Array | undefined =>
    maximum === 0 ? undefined : decodeLevels(bytes.subarray(from, to), maximum, count);
  const stored = bytes.subarray(start);
  const size = declared("the uncompressed size of a page", pageSize(page) - start);
  return {
    repetition: levels(0, repetitionEnd, chunk.leaf.maximumRepetition),
    definition: levels(repetitionEnd, start, chunk.leaf.maximumDefinition),
    values:
      header?.is_compressed === false || size === 0 ? stored : decompress(library, chunk.codec, stored, size),
  };
}

function prefix(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) throw damaged("a page ends within its levels");
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
}

function decodeLevels(bytes: Uint8Array, maximum: number, count: number): Uint8Array {
  const levels = new Uint8Array(count);
  decodeHybrid(bytes, { start: 0, end: bytes.length, width: 32 - Math.clz32(maximum) }, levels);
  return levels;
}

function decompress(
  { snappyUncompress }: ParquetLibrary,
  codec: CompressionCodec,
  bytes: Uint8Array,
  size: number,
): Uint8Array {
  if (codec === "UNCOMPRESSED") {
    if (bytes.length !== size) throw damaged(`a page of ${size} bytes is stored in ${bytes.length}`);
    return bytes;
  }
  if (codec !== "SNAPPY") {
    throw new DatasetError(
      `the compression ${codec} is not supported; write the file with Snappy or without any`,
    );
  }
  const most = SNAPPY_RATIO * bytes.length;
  if (size > most)
    throw damaged(`${bytes.length} bytes of Snappy hold at most ${most}; ${size} are declared`);
  const content = new Uint8Array(size);
  parsed("compressed data", () => snappyUncompress(bytes, content));
  return content;
}
