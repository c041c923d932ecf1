import type { ColumnName, ColumnNaming } from "../raw-columns.ts";
import type { ColumnMapping, Table } from "../table.ts";
import { isText, place } from "./column-kind.ts";
import { type MappedField, mappedNames } from "./mapping.ts";

const fieldsOf: Readonly<Record<ColumnName, readonly MappedField[]>> = {
  observations: ["observation"],
  actions: ["action"],
  rewards: ["reward"],
  terminated: ["terminated"],
  truncated: ["truncated"],
  nextObservations: ["nextObservation"],
  behaviorLogProbabilities: ["behaviorProbability", "behaviorLogProbability"],
};

/** Messages name the columns of the table, and the row of the table that a row of the dataset was. */
export function tableNaming(
  table: Table,
  mapping: ColumnMapping,
  rows: Int32Array | undefined,
): ColumnNaming {
  const namesOf = (column: ColumnName): readonly string[] =>
    fieldsOf[column].flatMap((field) => mappedNames(mapping, field));
  return {
    column: (column) => columnsText(namesOf(column)) ?? column,
    value(column, index, component) {
      const row = rows?.[index] ?? index;
      const names = namesOf(column);
      if (component !== undefined) return componentPlace(table, names, row, component);
      const [name] = names;
      if (name === undefined) return `${column}[${row}]`;
      return names.length === 1 ? place(name, row) : `${columnsText(names)} of row ${row}`;
    },
  };
}

function columnsText(names: readonly string[]): string | undefined {
  const [first] = names;
  if (first === undefined) return undefined;
  if (names.length === 1) return `column ${JSON.stringify(first)}`;
  return `columns ${JSON.stringify(first)} … ${JSON.stringify(names.at(-1))}`;
}

/** The column among several that has a component of their vector, and which of its own components that is. */
function componentPlace(table: Table, names: readonly string[], row: number, component: number): string {
  let index = component;
  for (const name of names) {
    const width = columnWidth(table, name);
    if (index < width) return place(name, row, width === 1 ? undefined : index);
    index -= width;
  }
  return `${columnsText(names)} of row ${row}`;
}

function columnWidth({ columns }: Table, name: string): number {
  const column = columns.get(name);
  return column === undefined || isText(column) ? 1 : column.width;
}
