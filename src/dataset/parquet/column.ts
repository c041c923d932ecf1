import { DatasetError } from "../dataset-error.ts";
import type { OpenFile } from "../source.ts";
import type { TableColumn } from "../table.ts";
import type { Chunk } from "./chunk.ts";
import { damaged } from "./damage.ts";
import { type Decoder, decodeValues } from "./decode.ts";
import type { Leaf } from "./leaf.ts";
import type { ParquetLibrary } from "./library.ts";
import { type DataPage, eachPage } from "./page.ts";
import { type Values, valueType } from "./value-type.ts";

/** How far the values of a column have been put in their place. */
interface Progress {
  /** Values a row, known with the first page. */
  width: number;
  /** Undefined until the width is known. */
  values: Values | undefined;
  /** Values so far. */
  filled: number;
}

export interface ColumnReading {
  readonly library: ParquetLibrary;
  readonly file: OpenFile;
  /** The chunks of one column, in the order of their rows. */
  readonly chunks: readonly Chunk[];
  /** Limit on the decoded column. */
  readonly maximumBytes: number;
}

/**
 * Decodes a column, chunk after chunk, into one array. Throws a DatasetError for what is damaged, for a null, and for lists
 * of unequal lengths, with the row.
 */
export async function readColumn(leaf: Leaf, reading: ColumnReading): Promise<TableColumn> {
  if (leaf.maximumRepetition > 1) {
    throw new DatasetError(
      `column ${leaf.name} must hold a number, a text or a list of numbers in each row; got lists of lists`,
    );
  }
  const decoder = { library: reading.library, leaf, type: valueType(leaf) };
  const rows = reading.chunks.reduce((sum, chunk) => sum + chunk.rows, 0);
  const progress: Progress = { width: 1, values: undefined, filled: 0 };
  for (const chunk of reading.chunks) {
    const bytes = await reading.file.slice(chunk.start, chunk.end);
    readChunk(decoder, chunk, bytes, progress, (width) =>
      allocate(decoder, rows, width, reading.maximumBytes),
    );
  }
  if (progress.filled !== rows * progress.width) {
    throw new DatasetError(
      `${leaf.name}[${rows - 1}] must have ${progress.width} values, as ${leaf.name}[0] has`,
    );
  }
  const values = progress.values ?? decoder.type.create(0);
  if (Array.isArray(values)) return { texts: values };
  return { values, width: progress.width, integer: decoder.type.integer };
}

function allocate({ type, leaf }: Decoder, rows: number, width: number, maximumBytes: number): Values {
  const bytes = rows * width * type.bytes;
  if (bytes > maximumBytes) {
    throw new DatasetError(
      `column ${leaf.name} takes ${bytes} bytes when decoded, more than maximumBytes = ${maximumBytes} leaves`,
    );
  }
  return type.create(rows * width);
}

function readChunk(
  decoder: Decoder,
  chunk: Chunk,
  bytes: Uint8Array,
  progress: Progress,
  allocateFor: (width: number) => Values,
): void {
  let dictionary: Values | undefined;
  eachPage(
    decoder.library,
    chunk,
    bytes,
    (entries, count) => {
      dictionary = decoder.type.plain(entries, count);
    },
    (page) => {
      checkPresent(decoder.leaf, chunk, page, progress);
      progress.values ??= startColumn(decoder.leaf, page, progress, allocateFor);
      checkWidth(decoder.leaf, page, progress);
      place(progress.values, decodeValues(decoder, page, page.count, dictionary), progress.filled);
      progress.filled += page.count;
    },
  );
}

function startColumn(
  leaf: Leaf,
  page: DataPage,
  progress: Progress,
  allocateFor: (width: number) => Values,
): Values {
  progress.width = leaf.maximumRepetition === 0 ? 1 : firstRowWidth(page);
  return allocateFor(progress.width);
}

/** The first list ends where the second begins, or with its page. */
function firstRowWidth({ repetition, count }: DataPage): number {
  const second = repetition?.indexOf(0, 1) ?? -1;
  return second < 0 ? count : second;
}

function checkPresent(leaf: Leaf, chunk: Chunk, page: DataPage, { width, filled }: Progress): void {
  const absent = page.definition?.findIndex((level) => level < leaf.maximumDefinition) ?? -1;
  if (absent < 0) return;
  const begun = page.repetition
    ?.subarray(0, absent + 1)
    .reduce((rows, level) => rows + (level === 0 ? 1 : 0), 0);
  const row = Math.ceil(filled / width) + (begun === undefined ? absent : begun - 1);
  const rule =
    leaf.maximumRepetition === 0
      ? "a value; got null"
      : "a list of values; got none, an empty one or one with a null";
  throw new DatasetError(`${leaf.name}[${Math.min(row, chunk.firstRow + chunk.rows - 1)}] must be ${rule}`);
}

/** A row begins at each multiple of the width, and nowhere else. */
function checkWidth(leaf: Leaf, page: DataPage, { width, filled, values }: Progress): void {
  const { name } = leaf;
  const bad = page.repetition?.findIndex((level, i) => (level === 0) !== ((filled + i) % width === 0)) ?? -1;
  if (bad >= 0) {
    const row = Math.ceil((filled + bad) / width) - 1;
    throw new DatasetError(`${name}[${row}] must have ${width} values, as ${name}[0] has`);
  }
  if (values !== undefined && filled + page.count > values.length) {
    throw damaged(`column ${name} has more than its ${values.length} values`);
  }
}

function place(out: Values, values: Values, at: number): void {
  if (!Array.isArray(out) && !Array.isArray(values)) out.set(values, at);
  else for (let i = 0; i < values.length; i++) out[at + i] = values[i]!;
}
