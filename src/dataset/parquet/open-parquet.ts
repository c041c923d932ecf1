import type { ColumnFile } from "../column-file.ts";
import { DatasetError } from "../dataset-error.ts";
import type { OpenFile } from "../source.ts";
import type { TableColumn } from "../table.ts";
import { fileLayout } from "./chunk.ts";
import { readColumn } from "./column.ts";
import { parsed } from "./damage.ts";
import { readFooter } from "./footer.ts";
import { schemaLeaves } from "./leaf.ts";
import { loadParquetLibrary } from "./library.ts";

/** A Parquet file whose metadata are consistent. */
export interface ParquetFile extends ColumnFile {
  /** The rows of each row group. */
  readonly groupRows: readonly number[];
  /** What the writer noted beside the data. */
  readonly notes: ReadonlyMap<string, string>;
  /** Decodes a column: of all rows, or of one row group. */
  readColumn(name: string, maximumBytes: number, group?: number): Promise<TableColumn>;
}

/** Reads and checks the metadata of a file. Throws a DatasetError where they are damaged or hostile. */
export async function openParquet(file: OpenFile): Promise<ParquetFile> {
  const library = await loadParquetLibrary();
  const footer = await readFooter(file, library);
  const leaves = parsed("the schema", () => schemaLeaves(footer.metadata.schema));
  const { rows, groups } = parsed("the row groups", () => fileLayout(footer, leaves));
  return {
    rows,
    groupRows: footer.metadata.row_groups.map(({ num_rows }) => Number(num_rows)),
    names: leaves.map(({ name }) => name),
    notes: new Map(footer.metadata.key_value_metadata?.map(({ key, value = "" }) => [key, value])),
    async readColumn(name, maximumBytes, group) {
      const [leaf, ...others] = leaves.filter((leaf) => leaf.name === name);
      if (leaf === undefined) throw new DatasetError(`column ${name} is missing`);
      if (others.length > 0) throw new DatasetError(`${others.length + 1} columns are called ${name}`);
      const chosen = group === undefined ? groups : groups.slice(group, group + 1);
      const chunks = chosen.flat().filter((chunk) => chunk.leaf === leaf);
      return readColumn(leaf, { library, file, chunks, maximumBytes });
    },
  };
}
