import { DatasetError } from "../dataset-error.ts";
import type { RawColumn, RawValues } from "../raw-columns.ts";
import type { Table, TableColumn, TextColumn } from "../table.ts";

export function isText(column: TableColumn): column is TextColumn {
  return "texts" in column;
}

/** Throws a DatasetError for a name that the table does not have. */
export function columnNamed({ columns }: Table, name: string): TableColumn {
  const column = columns.get(name);
  if (column === undefined) throw new DatasetError(`column ${JSON.stringify(name)} is missing`);
  return column;
}

/** Throws a DatasetError for a column of texts. */
export function numberColumn(table: Table, name: string): RawColumn {
  const column = columnNamed(table, name);
  if (!isText(column)) return column;
  throw new DatasetError(`${place(name, 0)} must be a number; got ${JSON.stringify(column.texts[0])}`);
}

/** The numbers of a column of one a row. Throws a DatasetError for another. */
export function scalarValues(table: Table, name: string): RawValues {
  const { values, width } = numberColumn(table, name);
  if (width === 1) return values;
  throw new DatasetError(`column ${JSON.stringify(name)} must have one value a row; got ${width}`);
}

/** How messages call a value: `column "x"[3]`. */
export function place(name: string, row: number, component?: number): string {
  const index = component === undefined ? `${row}` : `${row}, ${component}`;
  return `column ${JSON.stringify(name)}[${index}]`;
}
