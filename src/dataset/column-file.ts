import type { TableColumn } from "./table.ts";

/** A file of named columns that are decoded one by one. Fields of a structure have dotted names. */
export interface ColumnFile {
  readonly rows: number;
  readonly names: readonly string[];
  /** Throws a DatasetError when the column is missing, damaged, larger than `maximumBytes` or not of numbers or texts. */
  readColumn(name: string, maximumBytes: number): Promise<TableColumn>;
}

const REFERENCE_BYTES = 8;

/** What a decoded column takes; of texts, their references. */
export function columnBytes(column: TableColumn): number {
  if ("texts" in column) return column.texts.length * REFERENCE_BYTES;
  const { values } = column;
  return ArrayBuffer.isView(values) ? values.byteLength : values.length * REFERENCE_BYTES;
}
