import { DatasetError } from "../dataset-error.ts";
import { decodedLimit } from "../decoded-limit.ts";
import type { Findings } from "../findings.ts";
import type { ReadOptions } from "../format.ts";
import type { RawColumns } from "../raw-columns.ts";
import type { OpenFile } from "../source.ts";
import { resolveMapping } from "../table/default-mapping.ts";
import { mappedColumns } from "../table/mapping.ts";
import { tableColumns } from "../table/table-columns.ts";
import type { ColumnMapping, TableColumn } from "../table.ts";
import { byteBudget } from "../text/byte-budget.ts";
import { textChunks } from "../text/chunks.ts";
import { forEachRecord, type TextRecord } from "../text/records.ts";
import { type CellColumn, cellColumn } from "./cell-columns.ts";
import { cellText, newCells, recordEnd, splitCells } from "./cells.ts";
import { readHeader } from "./header.ts";

/** A table that grows by records. */
interface CsvTable {
  readonly mapping: ColumnMapping;
  addRow(record: TextRecord): void;
  columns(): RawColumns;
}

/** A mapped column and its place in a record. */
interface PlacedColumn {
  readonly name: string;
  readonly index: number;
  readonly cells: CellColumn;
}

/**
 * Reads a log from CSV (RFC 4180) with a header, a chunk at a time; only the mapped columns are kept. Throws a
 * DatasetError that names line and column for what is no number where one is needed, for records of another
 * length than the header, for quotes out of place, and for what is larger than `maximumBytes`.
 */
export async function readCsv(file: OpenFile, options: ReadOptions, findings: Findings): Promise<RawColumns> {
  let table: CsvTable | undefined;
  await forEachRecord(textChunks(file, decodedLimit(options.maximumBytes)), recordEnd, (record) => {
    if (table === undefined) table = beginTable(record, options, findings);
    else table.addRow(record);
  });
  if (table === undefined)
    throw new DatasetError("the file must begin with the names of columns; it is empty");
  return table.columns();
}

function beginTable(header: TextRecord, options: ReadOptions, findings: Findings): CsvTable {
  const cells = newCells();
  const { names, delimiter } = readHeader(header, options.delimiter, cells);
  const mapping = resolveMapping(
    names.filter((name) => name !== ""),
    options.columns,
    findings,
  );
  const placed = placeColumns(names, mapping, options);
  let rows = 0;
  return {
    mapping,
    addRow(record) {
      const count = splitCells(record, delimiter, cells);
      if (count !== names.length) {
        throw new DatasetError(
          `line ${record.line} must have ${names.length} cells, as the header has; got ${count}`,
        );
      }
      for (const column of placed)
        pushCell(column, record, cells.starts[column.index]!, cells.ends[column.index]!);
      rows++;
    },
    columns() {
      const columns = new Map(placed.map(({ name, cells }): [string, TableColumn] => [name, cells.column()]));
      return tableColumns({ rows, columns }, mapping, findings);
    },
  };
}

function placeColumns(
  names: readonly string[],
  mapping: ColumnMapping,
  options: ReadOptions,
): readonly PlacedColumn[] {
  const budget = byteBudget(decodedLimit(options.maximumBytes));
  return [...mappedColumns(mapping)].map(([name, field]) => ({
    name,
    index: names.indexOf(name),
    cells: cellColumn(field, typeof mapping[field] === "object", budget),
  }));
}

function pushCell(
  { name, cells }: PlacedColumn,
  { bytes, line }: TextRecord,
  start: number,
  end: number,
): void {
  const rule = cells.push(bytes, start, end);
  if (rule === undefined) return;
  const got = JSON.stringify(cellText(bytes, start, Math.min(end, start + 40)) ?? "bytes that are not UTF-8");
  throw new DatasetError(`line ${line}, column ${JSON.stringify(name)} must be ${rule}; got ${got}`);
}
