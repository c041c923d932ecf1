import type { Table, TableColumn } from "../../../src/dataset/table.ts";

/** A table of numbers and texts, one column a name. Whole numbers are stored as integers. */
export function tableOf(columns: Record<string, readonly number[] | readonly string[] | TableColumn>): Table {
  const entries = Object.entries(columns).map(([name, column]) => [name, columnOf(column)] as const);
  const [first] = entries;
  return { rows: first === undefined ? 0 : rowsOf(first[1]), columns: new Map(entries) };
}

function columnOf(column: readonly number[] | readonly string[] | TableColumn): TableColumn {
  if ("width" in column || "texts" in column) return column;
  const texts: string[] = [];
  const values: number[] = [];
  for (const value of column) {
    if (typeof value === "string") texts.push(value);
    else values.push(value);
  }
  if (texts.length > 0) return { texts };
  return { values: Float64Array.from(values), width: 1, integer: values.every(Number.isInteger) };
}

function rowsOf(column: TableColumn): number {
  return "texts" in column ? column.texts.length : column.values.length / column.width;
}
