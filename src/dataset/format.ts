import type { CsvDelimiter } from "./csv/header.ts";
import type { Findings } from "./findings.ts";
import type { IsolationOptions } from "./isolation/isolated.ts";
import type { TaskName } from "./isolation/task.ts";
import type { DatasetOptions } from "./options.ts";
import type { RawColumns } from "./raw-columns.ts";
import type { OpenFile } from "./source.ts";
import type { ColumnMapping } from "./table.ts";

export type FormatName = "hdf5" | "parquet" | "csv" | "jsonLines" | "npy" | "npz";

/** What is said of a file, beside what a dataset needs to know. */
export interface ReadOptions extends DatasetOptions, IsolationOptions {
  /** The format of the file. Default: told by its first bytes, and for text by the end of its name. */
  readonly format?: FormatName;
  /** Limit on the decoded columns in bytes, checked before any is read. Default: 2³⁰, 1 GiB. */
  readonly maximumBytes?: number;
  /** Which columns of a table hold what. Needed for formats that do not say so themselves. */
  readonly columns?: ColumnMapping;
  /** What separates the cells of a CSV file. Default: what its header has most of. */
  readonly delimiter?: CsvDelimiter;
}

/** One kind of file. Its reader is loaded when it is first used. */
export interface FileFormat {
  readonly name: FormatName;
  /** Options, beside those of every dataset, that have an effect here. */
  readonly optionNames: readonly (keyof ReadOptions)[];
  /** Whether a file looks like one, by the start of its contents or, for text, its name in lower case. */
  recognizes(start: Uint8Array, name: string): boolean;
  /** The task that reads the dataset elsewhere, for a reader that is not ours and may hang; `read` then runs in there. */
  readonly isolatedTask?: TaskName;
  /** The columns as stored. Throws a DatasetError for what is damaged, hostile or no log. */
  read(file: OpenFile, options: ReadOptions, findings: Findings): Promise<RawColumns>;
}
