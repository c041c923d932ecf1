import type { ColumnMetaData, CompressionCodec, RowGroup } from "hyparquet";
import { DatasetError } from "../dataset-error.ts";
import { damaged, declared } from "./damage.ts";
import type { Footer } from "./footer.ts";
import type { Leaf } from "./leaf.ts";

/** The part of a column that lies in one row group. */
export interface Chunk {
  readonly leaf: Leaf;
  readonly rows: number;
  /** The first row, in the whole file. */
  readonly firstRow: number;
  /** The bytes start … end − 1 of the file. */
  readonly start: number;
  readonly end: number;
  /** One a row, or one for each entry of each list. */
  readonly valueCount: number;
  readonly codec: CompressionCodec;
}

/** The rows of a file and, for each row group, the chunks of all columns. */
export interface Layout {
  readonly rows: number;
  readonly groups: readonly (readonly Chunk[])[];
}

const MAGIC_BYTES = 4;

/**
 * Where everything lies, as far as the metadata are consistent: row groups add up to the file, chunks lie inside of it
 * and apart, and each is of the column that the schema puts there. Throws a DatasetError where they are not.
 */
export function fileLayout({ metadata, start }: Footer, leaves: readonly Leaf[]): Layout {
  const rows = declared("the number of rows", metadata.num_rows);
  let firstRow = 0;
  const groups = metadata.row_groups.map((group) => {
    const chunks = groupChunks(group, leaves, firstRow, start);
    firstRow += declared("the number of rows in a row group", group.num_rows);
    return chunks;
  });
  if (firstRow !== rows) throw damaged(`${rows} rows are declared, and its row groups have ${firstRow}`);
  checkApart(groups.flat());
  return { rows, groups };
}

function groupChunks(group: RowGroup, leaves: readonly Leaf[], firstRow: number, dataEnd: number): Chunk[] {
  if (group.columns.length !== leaves.length) {
    throw damaged(`a row group must have ${leaves.length} columns; got ${group.columns.length}`);
  }
  const rows = declared("the number of rows in a row group", group.num_rows);
  return leaves.map((leaf, i) => {
    const column = group.columns[i];
    if (column?.file_path) {
      throw new DatasetError(
        `column ${leaf.name} lies in another file, ${column.file_path}, which is not opened`,
      );
    }
    if (column?.meta_data === undefined) throw damaged(`column ${leaf.name} has no metadata`);
    return { ...placedChunk(leaf, column.meta_data, rows, dataEnd), rows, firstRow };
  });
}

function placedChunk(
  leaf: Leaf,
  metadata: ColumnMetaData,
  rows: number,
  dataEnd: number,
): Omit<Chunk, "rows" | "firstRow"> {
  const { name, path, element } = leaf;
  if (metadata.type !== element.type || metadata.path_in_schema.join("\0") !== path.join("\0")) {
    throw damaged(`the schema has column ${name} where ${metadata.path_in_schema.join(".")} is stored`);
  }
  const start = chunkStart(metadata, rows);
  const bytes = declared(`the size of column ${name}`, metadata.total_compressed_size, dataEnd - start);
  const valueCount = declared(`the number of values of column ${name}`, metadata.num_values);
  if (leaf.maximumRepetition === 0 ? valueCount !== rows : valueCount < rows) {
    throw damaged(`column ${name} must have a value in each of ${rows} rows; got ${valueCount} values`);
  }
  return { leaf, start, end: start + bytes, valueCount, codec: metadata.codec };
}

/** Some writers give an absent dictionary the offset 0. */
function chunkStart({ dictionary_page_offset, data_page_offset }: ColumnMetaData, rows: number): number {
  const data = declared("the offset of a page", data_page_offset);
  const dictionary = declared("the offset of a dictionary", dictionary_page_offset ?? 0);
  const start = dictionary > 0 ? Math.min(dictionary, data) : data;
  // where there are no rows, nothing is written and read
  if (start < MAGIC_BYTES && rows > 0)
    throw damaged(`a page must begin behind the signature; got offset ${start}`);
  return start;
}

function checkApart(chunks: readonly Chunk[]): void {
  const inOrder = chunks.filter(({ rows }) => rows > 0).sort((a, b) => a.start - b.start);
  inOrder.forEach(({ leaf, start }, i) => {
    const before = inOrder[i - 1];
    if (before && start < before.end) throw damaged(`columns ${before.leaf.name} and ${leaf.name} overlap`);
  });
}
