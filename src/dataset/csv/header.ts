import { DatasetError } from "../dataset-error.ts";
import type { TextRecord } from "../text/records.ts";
import { type Cells, cellText, QUOTE, splitCells } from "./cells.ts";

/** What separates the cells of a record. */
export type CsvDelimiter = "," | ";" | "\t";

export interface CsvHeader {
  readonly names: readonly string[];
  /** As a byte. */
  readonly delimiter: number;
}

const delimiters: readonly CsvDelimiter[] = [",", ";", "\t"];

/**
 * The names in the first record, without blanks around them. The first may be empty: pandas writes its row numbers so. Throws
 * a DatasetError for another empty name, for one that occurs twice, and where nothing separates names.
 */
export function readHeader(record: TextRecord, given: CsvDelimiter | undefined, cells: Cells): CsvHeader {
  const delimiter = checkDelimiter(given ?? likelyDelimiter(record)).charCodeAt(0);
  const count = splitCells(record, delimiter, cells);
  const names = Array.from({ length: count }, (_, i) => {
    const name = cellText(record.bytes, cells.starts[i]!, cells.ends[i]!)?.trim();
    if (name === undefined) throw new DatasetError(`line 1, column ${i + 1}: the text must be UTF-8`);
    if (name === "" && i > 0)
      throw new DatasetError(`line 1, column ${i + 1}: the header must name each column`);
    return name;
  });
  refuseDuplicate(names);
  return { names, delimiter };
}

function checkDelimiter(delimiter: CsvDelimiter): CsvDelimiter {
  if (delimiters.includes(delimiter)) return delimiter;
  throw new DatasetError(`delimiter must be "," or ";" or "\\t"; got ${JSON.stringify(delimiter)}`);
}

/** The one that the header has most of outside quotes; a comma where it has none. */
function likelyDelimiter({ bytes, start, end }: TextRecord): CsvDelimiter {
  const counts = delimiters.map(() => 0);
  let inside = false;
  for (let at = start; at < end; at++) {
    if (bytes[at] === QUOTE) inside = !inside;
    const which = inside ? -1 : delimiters.findIndex((delimiter) => delimiter.charCodeAt(0) === bytes[at]);
    if (which >= 0) counts[which]!++;
  }
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ",";
}

function refuseDuplicate(names: readonly string[]): void {
  const places = new Map<string, number>();
  names.forEach((name, i) => {
    const first = places.get(name);
    if (first !== undefined) {
      const columns = `columns ${first + 1} and ${i + 1}`;
      throw new DatasetError(`line 1: ${columns} are both called ${JSON.stringify(name)}`);
    }
    places.set(name, i);
  });
}
